package dev.darkroom.api.overview;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.darkroom.api.overview.ToldEvent.Webhook;
import dev.darkroom.sql.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// What notifier-service has told a generation's owner, read from its tables. Retention takes the oldest from there.
@Component
class ToldEvents {

    private final JdbcTemplate jdbc;

    ToldEvents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// No index leads from a generation to its notifications, and every event would pay for one. But an id of an
    /// event begins with the time of its making, and events are made when a run ends or begins anew: a few
    /// minutes of the owner's events around those moments are looked through.
    private static final String NUMBERED =
            """
            select distinct told.event_id, told.seq, told.type, told.created_at, told.acknowledged_at
              from generation
              join generation_run run on run.generation_id = generation.id
             cross join lateral (values (run.finished_at), (run.rerun_at)) as moment (at)
              join notification told
                on told.owner_id = generation.owner_id
               and told.generation_id = generation.id
               and told.event_id between %s and %s
             where generation.id = ?
             order by told.seq
            """.formatted(firstIdAt("moment.at - interval '5 minutes'"), firstIdAt("moment.at + interval '5 minutes'"));

    /// Milliseconds are the first 48 bits of a UUIDv7.
    private static String firstIdAt(String time) {
        return "rpad(lpad(to_hex((extract(epoch from %s) * 1000)::bigint), 12, '0'), 32, '0')::uuid".formatted(time);
    }

    private static final String POSTED = """
            select delivery.event_id, delivery.endpoint_id, delivery.state, delivery.attempts, delivery.finished_at
              from webhook_endpoint endpoint
              join webhook_delivery delivery on delivery.endpoint_id = endpoint.id
             where endpoint.owner_id = ?
               and delivery.event_id = any (?::uuid[])
             order by delivery.id
            """;

    /// In the order of their numbers.
    List<ToldEvent> of(UUID ownerId, UUID generationId) {
        var numbered = jdbc.query(NUMBERED, (row, _) -> told(row), generationId);
        var webhooks = posted(ownerId, numbered);
        return numbered.stream()
                .map(one -> new ToldEvent(
                        one.eventId(),
                        one.seq(),
                        one.type(),
                        one.at(),
                        one.acknowledgedAt(),
                        webhooks.getOrDefault(one.eventId(), List.of())))
                .toList();
    }

    private record Posted(UUID eventId, Webhook webhook) {}

    private Map<UUID, List<Webhook>> posted(UUID ownerId, List<ToldEvent> numbered) {
        return jdbc.query(POSTED, (row, _) -> posted(row), ownerId, Column.of(numbered, ToldEvent::eventId)).stream()
                .collect(groupingBy(Posted::eventId, mapping(Posted::webhook, toList())));
    }

    private static ToldEvent told(ResultSet row) throws SQLException {
        return new ToldEvent(
                row.getObject("event_id", UUID.class),
                row.getLong("seq"),
                row.getString("type"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "acknowledged_at"),
                List.of());
    }

    private static Posted posted(ResultSet row) throws SQLException {
        return new Posted(
                row.getObject("event_id", UUID.class),
                new Webhook(
                        row.getObject("endpoint_id", UUID.class),
                        row.getString("state"),
                        row.getInt("attempts"),
                        instant(row, "finished_at")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
