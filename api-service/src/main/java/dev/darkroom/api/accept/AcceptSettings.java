package dev.darkroom.api.accept;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param attempts charged attempts a run may use
/// @param idempotencyKept how long an Idempotency-Key answers with the same generation
/// @param group most orders of one transaction
/// @param lanes transactions at once; more lanes than database cores only make smaller groups
/// @param waiting most orders that wait for a lane; beyond it clients get 503 with Retry-After
/// @param patience how long a client's order may take to be committed before it gets 503
@ConfigurationProperties("darkroom.accept")
record AcceptSettings(
        @DefaultValue("5") int attempts,
        @DefaultValue("24h") Duration idempotencyKept,
        @DefaultValue("256") int group,
        @DefaultValue("2") int lanes,
        @DefaultValue("4096") int waiting,
        @DefaultValue("10s") Duration patience) {

    AcceptSettings {
        if (attempts < 1 || group < 1 || lanes < 1 || waiting < group) {
            throw new IllegalArgumentException(
                    "darkroom.accept needs attempts, group and lanes of at least 1, and room for a whole group");
        }
        if (!idempotencyKept.isPositive() || !patience.isPositive()) {
            throw new IllegalArgumentException("darkroom.accept needs positive durations");
        }
    }
}
