package dev.darkroom.api.canary;

import dev.darkroom.rounds.Rounds;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Looks once in each period for as long as the service serves.
final class CanaryRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CanaryRunner.class);

    private final Canary canary;
    private final Perch perch;
    private final CanaryMeters meters;
    private final Clock clock;
    private final Duration every;
    private final Rounds rounds = Rounds.of("canary", this::round, "the canary looks again in the next period");

    CanaryRunner(Canary canary, Perch perch, CanaryMeters meters, Clock clock, Duration every) {
        this.canary = canary;
        this.perch = perch;
        this.meters = meters;
        this.clock = clock;
        this.every = every;
    }

    private Duration round() throws InterruptedException {
        var now = clock.millis();
        var period = now / every.toMillis() + 1;
        Thread.sleep(period * every.toMillis() - now);
        ensureAccount();
        var look = meters.look();
        meters.count(canary.look(period), look);
        return Duration.ZERO;
    }

    /// A database that is away is no reason not to look: that is when looking matters.
    private void ensureAccount() {
        try {
            perch.ensure();
        } catch (DataAccessException | TransactionException away) {
            log.atDebug().setCause(away).log("the canary's account is looked after next time");
        }
    }

    @Override
    public boolean isAutoStartup() {
        return every.isPositive();
    }

    @Override
    public void start() {
        meters.begin(every);
        rounds.start();
    }

    @Override
    public void stop() {
        rounds.stop();
    }

    @Override
    public boolean isRunning() {
        return rounds.isRunning();
    }
}
