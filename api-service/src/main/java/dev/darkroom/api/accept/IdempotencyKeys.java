package dev.darkroom.api.accept;

import dev.darkroom.sql.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// Who used which key for what. The primary key (owner, key) decides between simultaneous requests.
final class IdempotencyKeys {

    private final JdbcTemplate jdbc;
    private final Duration kept;

    IdempotencyKeys(JdbcTemplate jdbc, Duration kept) {
        this.jdbc = jdbc;
        this.kept = kept;
    }

    /// An expired key is taken over. Waits for a simultaneous transaction that inserts the same key, and then loses.
    private static final String TAKE = """
            insert into idempotency_key as held (owner_id, key, fingerprint, generation_id, expires_at)
            select owner_id, key, decode(fingerprint, 'hex'), generation_id, now() + ? * interval '1 second'
              from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[])
                   as wanted (owner_id, key, fingerprint, generation_id)
             order by owner_id, key
                on conflict (owner_id, key) do update
               set fingerprint = excluded.fingerprint, generation_id = excluded.generation_id,
                   created_at = now(), expires_at = excluded.expires_at
             where held.expires_at <= now()
            returning generation_id
            """;

    /// Takes the keys of the group inside the caller's transaction.
    ///
    /// @return the ids of those whose key was already taken, also by an earlier one of the same group
    Set<UUID> take(List<Acceptance> group) {
        var first = new LinkedHashMap<Owned, Keyed>();
        var losers = new HashSet<UUID>();
        for (var one : group) {
            var key = one.key();
            if (key != null
                    && first.putIfAbsent(new Owned(one.ownerId(), key.key().value()), new Keyed(one, key)) != null) {
                losers.add(one.id());
            }
        }
        if (first.isEmpty()) {
            return losers;
        }
        var wanted = List.copyOf(first.values());
        var taken = Set.copyOf(jdbc.queryForList(
                TAKE,
                UUID.class,
                kept.toSeconds(),
                Column.of(wanted, one -> one.acceptance().ownerId()),
                Column.of(wanted, one -> one.key().key().value()),
                Column.of(wanted, one -> one.key().fingerprint()),
                Column.of(wanted, one -> one.acceptance().id())));
        wanted.stream()
                .map(one -> one.acceptance().id())
                .filter(id -> !taken.contains(id))
                .forEach(losers::add);
        return losers;
    }

    /// What an earlier request with this key became; empty when it expired or its transaction rolled back.
    Optional<Earlier> find(UUID ownerId, IdempotencyKey key) {
        return jdbc
                .query(
                        """
                        select encode(fingerprint, 'hex') as fingerprint, generation_id, expires_at
                          from idempotency_key
                         where owner_id = ? and key = ? and expires_at > now()
                        """,
                        (row, _) -> new Earlier(
                                row.getString("fingerprint"),
                                row.getObject("generation_id", UUID.class),
                                row.getObject("expires_at", OffsetDateTime.class)
                                        .toInstant()),
                        ownerId,
                        key.value())
                .stream()
                .findFirst();
    }

    /// Deletes what expired, at most `most` rows.
    int forget(int most) {
        return jdbc.update("""
                delete from idempotency_key
                 where (owner_id, key) in (select owner_id, key
                                             from idempotency_key
                                            where expires_at <= now()
                                            order by expires_at
                                            limit ?
                                              for update skip locked)
                """, most);
    }

    /// @param expiresAt until when the key keeps answering with the same generation
    record Earlier(String fingerprint, UUID generationId, Instant expiresAt) {}

    private record Owned(UUID ownerId, String key) {}

    private record Keyed(Acceptance acceptance, Acceptance.Claimed key) {}
}
