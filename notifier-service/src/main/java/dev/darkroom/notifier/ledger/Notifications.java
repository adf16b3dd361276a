package dev.darkroom.notifier.ledger;

import dev.darkroom.notifier.protocol.StoredEvent;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/// Reads `notification`, one owner's rows at a time and in their order.
@Component
public final class Notifications {

    private static final RowMapper<StoredEvent> EVENT = (row, _) -> new StoredEvent(
            row.getLong("seq"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getString("envelope"));

    private final JdbcTemplate jdbc;

    public Notifications(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static final String AFTER = """
            select seq, created_at, envelope
              from notification
             where owner_id = ?
               and seq > ?
             order by seq
             limit ?
            """;

    public List<StoredEvent> after(UUID owner, long seq, int most) {
        return jdbc.query(AFTER, EVENT, owner, seq, most);
    }

    private static final String UNACKNOWLEDGED = """
            select seq, created_at, envelope
              from notification
             where owner_id = ?
               and seq > ?
               and seq <= ?
               and acknowledged_at is null
             order by seq
             limit ?
            """;

    /// The oldest ones after `seq`, up to and including `through`.
    public List<StoredEvent> unacknowledged(UUID owner, long seq, long through, int most) {
        return jdbc.query(UNACKNOWLEDGED, EVENT, owner, seq, through, most);
    }
}
