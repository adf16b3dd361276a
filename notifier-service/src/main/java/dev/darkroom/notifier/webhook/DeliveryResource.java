package dev.darkroom.notifier.webhook;

import dev.darkroom.wire.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event on its way to one webhook.
///
/// @param attempts made on the present schedule
/// @param nextAttemptAt null when there will be none
/// @param log the newest last
record DeliveryResource(
        UUID deliveryId,
        UUID webhookId,
        UUID eventId,
        String type,
        DeliveryState state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        @Nullable Instant finishedAt,
        List<Attempt> log) {

    static DeliveryResource read(ResultSet row) throws SQLException {
        var state = DeliveryState.valueOf(row.getString("state"));
        return new DeliveryResource(
                row.getObject("id", UUID.class),
                row.getObject("endpoint_id", UUID.class),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                state,
                row.getInt("attempts"),
                state == DeliveryState.PENDING ? WebhookResource.instant(row, "due_at") : null,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                WebhookResource.instant(row, "finished_at"),
                List.of(WireJson.mapper().readValue(row.getString("log"), Attempt[].class)));
    }
}
