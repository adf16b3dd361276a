package dev.darkroom.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param batch most rows the relay sends in one transaction
/// @param patience how long a quiet relay waits for a ring before it looks by itself: the delay after a crash, and of
///     rows that another process wrote and left
@ConfigurationProperties("darkroom.outbox")
public record OutboxSettings(
        @DefaultValue("500") int batch,
        @DefaultValue("200ms") Duration patience) {

    public OutboxSettings {
        if (batch < 1 || !patience.isPositive()) {
            throw new IllegalArgumentException("darkroom.outbox needs a batch of at least 1 and a positive patience");
        }
    }
}
