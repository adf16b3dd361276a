package dev.darkroom.api.watch;

import dev.darkroom.api.watch.ConsumerLag.Lag;
import dev.darkroom.rounds.Rounds;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/// Looks every few seconds and keeps what it saw, so that neither a scrape nor an operator's page asks by
/// itself. A look that takes long, because millions are pending, is followed by a pause of twenty times as
/// long: watching never costs more than a twentieth of one connection.
public final class Watch {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final int REST = 20;

    private final JdbcTemplate jdbc;
    private final ConsumerLag consumers;
    private final Disks disks;
    private final LongSupplier nanos;
    private final Duration every;
    private volatile @Nullable Standing standing;
    private volatile Map<String, Lag> lags = Map.of();
    private volatile long seenAt;

    /// @param nanos the monotonic clock
    /// @param every the pause between two looks
    Watch(JdbcTemplate jdbc, ConsumerLag consumers, Disks disks, LongSupplier nanos, Duration every) {
        this.jdbc = jdbc;
        this.consumers = consumers;
        this.disks = disks;
        this.nanos = nanos;
        this.every = every;
        this.seenAt = nanos.getAsLong();
    }

    /// Null while the database does not answer.
    @Nullable Standing standing() {
        return standing;
    }

    /// By group; empty while the broker does not answer.
    Map<String, Lag> lags() {
        return lags;
    }

    /// Since the last look that saw everything; at first since the start.
    Duration age() {
        return Duration.ofNanos(nanos.getAsLong() - seenAt);
    }

    /// Records that the consumer groups have not read yet; null while the broker does not answer.
    public @Nullable Long consumerLag() {
        var known = lags;
        return known.isEmpty()
                ? null
                : known.values().stream().mapToLong(Lag::behind).sum();
    }

    /// @return how long to leave everybody alone
    Duration tick() throws InterruptedException {
        var began = nanos.getAsLong();
        standing = look();
        var took = Duration.ofNanos(nanos.getAsLong() - began);
        lags = ask();
        if (standing != null && !lags.isEmpty()) {
            seenAt = nanos.getAsLong();
            disks.look();
        }
        var rest = took.multipliedBy(REST);
        return rest.compareTo(every) > 0 ? rest : every;
    }

    private @Nullable Standing look() {
        try {
            return Standing.read(jdbc);
        } catch (DataAccessException | TransactionException away) {
            log.atDebug().setCause(away).log("the database does not say how things stand");
            return null;
        }
    }

    private Map<String, Lag> ask() throws InterruptedException {
        try {
            return consumers.read();
        } catch (KafkaException away) {
            log.atDebug().setCause(away).log("the broker does not say how far its readers are");
            return Map.of();
        }
    }

    Rounds rounds() {
        return Rounds.of("watch", this::tick, "what was seen last is shown meanwhile")
                .lastly(consumers::close);
    }
}
