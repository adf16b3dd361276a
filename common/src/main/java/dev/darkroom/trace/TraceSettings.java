package dev.darkroom.trace;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param endpoint where a collector takes OTLP over HTTP, the whole address; blank switches export off
/// @param share of the traces that begin here and are recorded, 0 to 1; who sends a `traceparent` has decided already
/// @param authorization sent as the header of that name; blank sends none
/// @param every longest that a finished step waits for others to be sent with
/// @param timeout for one batch, connecting included
@ConfigurationProperties("darkroom.trace")
record TraceSettings(
        @DefaultValue("") String endpoint,
        @DefaultValue("1") double share,
        @DefaultValue("") String authorization,
        @DefaultValue("2s") Duration every,
        @DefaultValue("10s") Duration timeout) {

    TraceSettings {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("darkroom.trace.share must be from 0 to 1");
        }
        if (!every.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("darkroom.trace.every and timeout must be positive");
        }
        if (!endpoint.isBlank() && !isHttp(endpoint)) {
            throw new IllegalArgumentException(
                    "darkroom.trace.endpoint must be a whole http(s) address, such as http://collector:4318/v1/traces");
        }
    }

    boolean exports() {
        return !endpoint.isBlank();
    }

    private static boolean isHttp(String endpoint) {
        var address = URI.create(endpoint);
        return ("http".equals(address.getScheme()) || "https".equals(address.getScheme())) && address.getHost() != null;
    }

    /// Without what it authorizes with.
    @Override
    public String toString() {
        return "TraceSettings[endpoint=%s, share=%s]".formatted(endpoint, share);
    }
}
