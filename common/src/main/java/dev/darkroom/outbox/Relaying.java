package dev.darkroom.outbox;

import dev.darkroom.rounds.Rounds;
import dev.darkroom.topics.TopicsAtHand;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/// Runs the relay for as long as the service is up: when the bell rings, and by itself when it does not.
final class Relaying {

    /// Longer than a producer tries to deliver what it was given.
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(12);

    private final OutboxRelay relay;
    private final RelayBell bell;
    private final TopicsAtHand topics;
    private final Duration patience;
    private final RelayMeters meters;

    Relaying(OutboxRelay relay, RelayBell bell, TopicsAtHand topics, Duration patience, RelayMeters meters) {
        this.relay = relay;
        this.bell = bell;
        this.topics = topics;
        this.patience = patience;
        this.meters = meters;
    }

    /// Stops after the services' own writers, so that what they committed last still leaves with this process.
    Rounds rounds() {
        return Rounds.of("outbox-relay", this::round, "the outbox cannot be emptied now, and its rows are kept")
                .inPhase(SmartLifecycle.DEFAULT_PHASE - 8192)
                .stoppingWithin(LONGEST_ROUND);
    }

    private Duration round() throws InterruptedException {
        topics.ensure();
        var pass = relay.tick();
        meters.count(pass);
        if (!pass.full() || pass.failed() > 0) {
            bell.await(patience);
        }
        return Duration.ZERO;
    }
}
