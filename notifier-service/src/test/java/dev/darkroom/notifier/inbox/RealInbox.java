package dev.darkroom.notifier.inbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.notifier.ledger.Streams;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.RelayBell;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;

/// An inbox on a real database, and what it nudges.
@RealParts(kafka = false)
abstract class RealInbox {

    final HikariDataSource pool;
    final JdbcTemplate jdbc;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Map<UUID, Long> nudged = new ConcurrentHashMap<>();
    final Inbox inbox;

    RealInbox(Database database) {
        this.pool = database.pool(8);
        this.jdbc = new JdbcTemplate(pool);
        this.inbox = inbox(pool);
    }

    Inbox inbox(HikariDataSource source) {
        var sql = new JdbcTemplate(source);
        return new Inbox(
                new InboxRows(sql, () -> {}),
                new Streams(sql, () -> "e1"),
                Database.transactions(source),
                new Outbox(sql, new RelayBell()),
                List.of(nudges -> nudges.forEach(one -> nudged.merge(one.ownerId(), one.head(), Math::max))),
                meters,
                Clock.systemUTC());
    }

    @BeforeEach
    void empty() {
        jdbc.execute("truncate notification, notification_stream, webhook_endpoint, webhook_delivery, outbox");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    void store(List<Arrival> arrivals) {
        inbox.store(arrivals, List.of());
    }

    List<Long> seqs(UUID owner) {
        return jdbc.queryForList("select seq from notification where owner_id = ? order by seq", Long.class, owner);
    }
}
