package dev.darkroom.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What a request may cost.
///
/// @param maxBody largest request body; the longest prompts fit six times
@ConfigurationProperties("darkroom.web")
record WebSettings(@DefaultValue("64KB") DataSize maxBody) {

    WebSettings {
        if (maxBody.toBytes() < 1024) {
            throw new IllegalArgumentException("darkroom.web.max-body must be at least 1KB");
        }
    }
}
