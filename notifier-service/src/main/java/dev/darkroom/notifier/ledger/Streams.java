package dev.darkroom.notifier.ledger;

import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.notifier.protocol.StreamState;
import dev.darkroom.notifier.protocol.Tally;
import dev.darkroom.sql.Column;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// The rows of `notification_stream`: one owner, one epoch, one head.
@Component
public final class Streams {

    private final JdbcTemplate jdbc;
    private final Supplier<String> epochs;

    /// @param epochs a name for each new stream; lower-case letters and digits, never repeated for one owner
    public Streams(JdbcTemplate jdbc, Supplier<String> epochs) {
        this.jdbc = jdbc;
        this.epochs = epochs;
    }

    private static final String OPEN = """
            insert into notification_stream (owner_id, epoch)
            select owner_id, epoch
              from unnest(?::uuid[], ?::text[]) as fresh (owner_id, epoch)
             order by owner_id
                on conflict do nothing
            """;

    /// Gives a stream to each owner who has none. Whoever comes second finds the first one's epoch.
    public void open(Collection<UUID> owners) {
        var each = List.copyOf(owners);
        jdbc.update(OPEN, Column.of(each, owner -> owner), Column.of(each, _ -> epochs.get()));
    }

    private static final String STATE = """
            select epoch, head, watermark, unacknowledged, revision
              from notification_stream
             where owner_id = ?
            """;

    /// The owner's stream, opened if this is the first time anyone asks.
    public StreamState state(UUID owner) {
        return find(owner).orElseGet(() -> {
            open(List.of(owner));
            return find(owner).orElseThrow();
        });
    }

    private Optional<StreamState> find(UUID owner) {
        return jdbc
                .query(
                        STATE,
                        (row, _) -> new StreamState(
                                row.getString("epoch"),
                                row.getLong("head"),
                                row.getLong("watermark"),
                                row.getLong("unacknowledged"),
                                row.getLong("revision")),
                        owner)
                .stream()
                .findFirst();
    }

    private static final String NEWEST = """
            select epoch, head
              from notification_stream
             where owner_id = ?
            """;

    /// Where the owner's stream stands; empty when nobody has opened it yet.
    public Optional<Cursor> newest(UUID owner) {
        return jdbc.query(NEWEST, (row, _) -> new Cursor(row.getString("epoch"), row.getLong("head")), owner).stream()
                .findFirst();
    }

    private static final String TALLIES = """
            select owner_id, revision, head, unacknowledged
              from notification_stream
             where owner_id = any(?::uuid[])
            """;

    /// How far each of these streams is, and how much of it nobody has acknowledged.
    public Map<UUID, Tally> tallies(Collection<UUID> owners) {
        var tallies = new HashMap<UUID, Tally>();
        jdbc.query(
                TALLIES,
                row -> {
                    tallies.put(
                            row.getObject("owner_id", UUID.class),
                            new Tally(row.getLong("revision"), row.getLong("head"), row.getLong("unacknowledged")));
                },
                (Object) Column.of(List.copyOf(owners), owner -> owner));
        return tallies;
    }
}
