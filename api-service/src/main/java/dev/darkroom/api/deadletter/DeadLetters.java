package dev.darkroom.api.deadletter;

import dev.darkroom.api.read.AttemptResource;
import dev.darkroom.api.read.Histories;
import dev.darkroom.sql.StorableText;
import dev.darkroom.wire.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/// Finds dead letters for operators.
@Component
public class DeadLetters {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
    private static final int MOST_ATTEMPTS = 1_000;

    private final JdbcClient jdbc;
    private final Histories histories;

    DeadLetters(JdbcTemplate jdbc, Histories histories) {
        this.jdbc = JdbcClient.create(jdbc);
        this.histories = histories;
    }

    private static final String FILTER = """
            (:state::text is null or state = :state::text)
               and (:failureCode::text is null or failure_code = :failureCode::text)
               and (:fingerprint::text is null or fingerprint = :fingerprint::text)
               and (:ownerId::uuid is null or owner_id = :ownerId::uuid)
               and (:from::timestamptz is null or first_seen_at >= :from::timestamptz)
               and (:to::timestamptz is null or first_seen_at < :to::timestamptz)""";

    private static final String PAGE = """
            select %s
              from dead_letter
             where %s
               and (:olderThan::uuid is null or id < :olderThan::uuid)
             order by id desc
             limit :limit
            """.formatted(DeadLetterResource.COLUMNS, FILTER);

    /// Newest first, at most `limit`, strictly older than `olderThan`.
    List<DeadLetterResource> page(DeadLetterFilter filter, @Nullable UUID olderThan, int limit) {
        return filtered(PAGE, filter)
                .param("olderThan", olderThan)
                .param("limit", limit)
                .query((row, _) -> DeadLetterResource.read(row))
                .list();
    }

    private static final String GROUPS = """
            with kind as (
                select fingerprint, count(*) as count, min(first_seen_at) as first_seen_at,
                       max(last_seen_at) as last_seen_at, max(failure_code) as failure_code,
                       max(id::text)::uuid as newest
                  from dead_letter
                 where %s
                 group by fingerprint
                 order by count desc, fingerprint
                offset :skip
                 limit :limit
            )
            select kind.*, dead_letter.message
              from kind
              join dead_letter on dead_letter.id = kind.newest
             order by kind.count desc, kind.fingerprint
            """.formatted(FILTER);

    /// The largest first.
    List<DeadLetterGroup> groups(DeadLetterFilter filter, int skip, int limit) {
        return filtered(GROUPS, filter)
                .param("skip", skip)
                .param("limit", limit)
                .query((row, _) -> new DeadLetterGroup(
                        row.getString("fingerprint"),
                        row.getString("failure_code"),
                        row.getString("message"),
                        row.getLong("count"),
                        row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_seen_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /// Those of one generation, the newest run first.
    public List<DeadLetterResource> of(UUID generationId) {
        return jdbc.sql("select " + DeadLetterResource.COLUMNS
                        + " from dead_letter where generation_id = ? order by run desc")
                .param(generationId)
                .query((row, _) -> DeadLetterResource.read(row))
                .list();
    }

    Optional<DeadLetterResource> find(UUID id) {
        return jdbc.sql("select " + DeadLetterResource.COLUMNS + " from dead_letter where id = ?")
                .param(id)
                .query((row, _) -> DeadLetterResource.read(row))
                .optional();
    }

    private static final String DETAIL = """
            select %s, owner_id, error_code, http_status, backend, origin_topic, origin_partition, origin_offset,
                   record_key, headers, payload, discarded_at, discard_reason
              from dead_letter
             where id = ?
            """.formatted(DeadLetterResource.COLUMNS);

    Optional<DeadLetterDetail> detail(UUID id) {
        return jdbc.sql(DETAIL).param(id).query((row, _) -> detail(row)).optional();
    }

    private DeadLetterDetail detail(ResultSet row) throws SQLException {
        var summary = DeadLetterResource.read(row);
        var payload = row.getBytes("payload");
        var text = StorableText.exactly(payload);
        var topic = row.getString("origin_topic");
        return new DeadLetterDetail(
                summary,
                row.getObject("owner_id", UUID.class),
                row.getString("error_code"),
                row.getObject("http_status", Integer.class),
                row.getString("backend"),
                topic == null ? null : new Origin(topic, row.getInt("origin_partition"), row.getLong("origin_offset")),
                row.getString("record_key"),
                WireJson.mapper().readValue(row.getString("headers"), HEADERS),
                text == null ? Base64.getEncoder().encodeToString(payload) : text,
                text == null ? "base64" : "text",
                instant(row, "discarded_at"),
                row.getString("discard_reason"),
                attempts(summary.generationId()));
    }

    private List<AttemptResource> attempts(@Nullable UUID generationId) {
        return generationId == null ? List.of() : histories.attempts(generationId, 0, MOST_ATTEMPTS);
    }

    private JdbcClient.StatementSpec filtered(String sql, DeadLetterFilter filter) {
        return jdbc.sql(sql)
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("failureCode", filter.failureCode())
                .param("fingerprint", filter.fingerprint())
                .param("ownerId", filter.ownerId())
                .param("from", utc(filter.from()))
                .param("to", utc(filter.to()));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
