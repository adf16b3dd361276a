package dev.darkroom.api.deadletter;

import dev.darkroom.ids.Ids;
import dev.darkroom.sql.Column;
import dev.darkroom.wire.WireJson;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// The statements of the projection, each for any number of letters. A letter that is here already only gets
/// its time moved.
@Component
class DeadLetterRows {

    private final JdbcTemplate jdbc;
    private final Ids ids;

    DeadLetterRows(JdbcTemplate jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    private static final String LOCK = """
            select id
              from generation
             where id = any(?::uuid[])
             order by id
               for share
            """;

    /// Locks the generations until the end of the transaction, so that no new run of one begins unseen. Those
    /// that do not exist are absent.
    Set<UUID> lock(List<Letter> letters) {
        var named = Column.of(
                letters.stream().filter(letter -> letter.run() != null).toList(), DeadLetterRows::generationId);
        if (named.length == 0) {
            return Set.of();
        }
        return new HashSet<>(jdbc.query(LOCK, (row, _) -> row.getObject("id", UUID.class), (Object) named));
    }

    private static final String COLUMNS = """
            a (id, generation_id, run, failure_code, error_code, http_status, backend, fingerprint, message,
               origin_topic, origin_partition, origin_offset, record_key, headers, payload)""";

    private static final String ARRIVED = """
            unnest(?::uuid[], ?::uuid[], ?::int[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[],
                   ?::text[], ?::int[], ?::bigint[], ?::text[], ?::jsonb[], ?::bytea[])
              as\s""" + COLUMNS;

    private static final String STORE_OF_RUNS = """
            insert into dead_letter (id, generation_id, run, owner_id, state, failure_code, error_code, http_status,
                                     backend, fingerprint, message, replay_count, origin_topic, origin_partition,
                                     origin_offset, record_key, headers, payload)
            select a.id, a.generation_id, a.run, generation.owner_id,
                   case when generation.run > a.run then 'SUPERSEDED' else 'OPEN' end,
                   a.failure_code, a.error_code, a.http_status, a.backend, a.fingerprint, a.message,
                   generation.replay_count, a.origin_topic, a.origin_partition, a.origin_offset,
                   a.record_key, a.headers, a.payload
              from %s
              join generation on generation.id = a.generation_id
             order by a.generation_id, a.run
                on conflict (generation_id, run) do update set last_seen_at = now()
            """.formatted(ARRIVED);

    /// One letter a run, each of a generation that is locked.
    void storeOfRuns(List<Letter> letters) {
        store(STORE_OF_RUNS, letters);
    }

    private static final String STORE_OF_ORIGINS = """
            insert into dead_letter (id, failure_code, error_code, http_status, backend, fingerprint, message,
                                     origin_topic, origin_partition, origin_offset, record_key, headers, payload)
            select a.id, a.failure_code, a.error_code, a.http_status, a.backend, a.fingerprint, a.message,
                   a.origin_topic, a.origin_partition, a.origin_offset, a.record_key, a.headers, a.payload
              from %s
             order by a.origin_topic, a.origin_partition, a.origin_offset
                on conflict (origin_topic, origin_partition, origin_offset) where generation_id is null
                do update set last_seen_at = now()
            """.formatted(ARRIVED);

    /// One letter an origin, none of a generation.
    void storeOfOrigins(List<Letter> letters) {
        store(STORE_OF_ORIGINS, letters);
    }

    private void store(String statement, List<Letter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        jdbc.update(
                statement,
                Column.of(letters, _ -> ids.next()),
                Column.of(letters, DeadLetterRows::generationId),
                Column.of(letters, DeadLetterRows::run),
                Column.of(letters, Letter::failureCode),
                Column.of(letters, Letter::errorCode),
                Column.of(letters, Letter::httpStatus),
                Column.of(letters, Letter::backend),
                Column.of(letters, Letter::fingerprint),
                Column.of(letters, Letter::message),
                Column.of(letters, letter -> ofOrigin(letter, Origin::topic)),
                Column.of(letters, letter -> ofOrigin(letter, Origin::partition)),
                Column.of(letters, letter -> ofOrigin(letter, Origin::offset)),
                Column.of(letters, Letter::key),
                Column.of(letters, letter -> WireJson.mapper().writeValueAsString(letter.headers())),
                Column.of(letters, letter -> "\\x" + HexFormat.of().formatHex(letter.payload())));
    }

    private static @Nullable UUID generationId(Letter letter) {
        var run = letter.run();
        return run == null ? null : run.generationId();
    }

    private static @Nullable Integer run(Letter letter) {
        var run = letter.run();
        return run == null ? null : run.number();
    }

    private static @Nullable Object ofOrigin(Letter letter, Function<Origin, Object> value) {
        var origin = letter.origin();
        return origin == null ? null : value.apply(origin);
    }
}
