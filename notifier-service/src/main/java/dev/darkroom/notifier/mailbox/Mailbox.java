package dev.darkroom.notifier.mailbox;

import dev.darkroom.notifier.ledger.Streams;
import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/// Reads an owner's inbox page by page. Reading changes nothing: a page says nothing about what was seen.
@Component
final class Mailbox {

    private final JdbcTemplate jdbc;
    private final Streams streams;

    Mailbox(JdbcTemplate jdbc, Streams streams) {
        this.jdbc = jdbc;
        this.streams = streams;
    }

    /// What a client asks for.
    ///
    /// @param parameter the name under which the cursor came
    /// @param after the cursor as the client sent it; null begins with the oldest notification
    /// @param unacknowledged only those the owner has not acknowledged
    record Wish(String parameter, @Nullable String after, int limit, boolean unacknowledged) {}

    private static final String ALL = """
            select seq, acknowledged_at, envelope
              from notification
             where owner_id = ?
               and seq > ?
             order by seq
             limit ?
            """;

    private static final String UNACKNOWLEDGED = """
            select seq, acknowledged_at, envelope
              from notification
             where owner_id = ?
               and seq > ?
               and acknowledged_at is null
             order by seq
             limit ?
            """;

    /// In the order of their numbers. What has expired is missing, and the numbers show it.
    ///
    /// @throws Problem when the cursor is none of this inbox
    Page<Item> page(UUID owner, Wish wish) {
        var newest = streams.newest(owner).orElse(null);
        var start = start(wish, newest);
        if (newest == null) {
            return new Page<>(List.of(), null);
        }
        var found = jdbc.query(
                wish.unacknowledged() ? UNACKNOWLEDGED : ALL, item(newest.epoch()), owner, start, wish.limit() + 1);
        if (found.size() <= wish.limit()) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, wish.limit());
        return new Page<>(items, items.getLast().cursor());
    }

    /// A cursor that proves nothing is refused: an answer from the beginning, or an empty one, could be taken for the
    /// rest.
    private static long start(Wish wish, @Nullable Cursor newest) {
        if (wish.after() == null) {
            return 0;
        }
        return Cursor.parse(wish.after())
                .filter(cursor ->
                        newest != null && cursor.epoch().equals(newest.epoch()) && cursor.seq() <= newest.seq())
                .map(Cursor::seq)
                .orElseThrow(() -> Problem.invalid(
                        wish.parameter(), "UNKNOWN_CURSOR", "This cursor means nothing here; start again without it."));
    }

    private static RowMapper<Item> item(String epoch) {
        return (row, _) -> new Item(
                new Cursor(epoch, row.getLong("seq")).toString(),
                row.getLong("seq"),
                instant(row.getObject("acknowledged_at", OffsetDateTime.class)),
                row.getString("envelope"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
