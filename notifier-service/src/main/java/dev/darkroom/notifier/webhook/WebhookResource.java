package dev.darkroom.notifier.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A webhook as its owner sees it.
///
/// @param types the events it hears of; empty for all
/// @param disabledBecause `OWNER`, `GONE` or `FAILING`; null while enabled
/// @param failingSince the first failure since the last success, or since nothing waited to be tried again
/// @param formerSecretUntil how long the secret before the last rotation signs too, or did
/// @param secret only in the answer that makes it
public record WebhookResource(
        UUID webhookId,
        String url,
        List<String> types,
        boolean enabled,
        @Nullable String disabledBecause,
        @Nullable Instant failingSince,
        @Nullable Instant formerSecretUntil,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
        Instant createdAt,
        Instant updatedAt) {

    public static WebhookResource read(ResultSet row) throws SQLException {
        return new WebhookResource(
                row.getObject("id", UUID.class),
                row.getString("url"),
                List.of((String[]) row.getArray("types").getArray()),
                row.getBoolean("enabled"),
                row.getString("disabled_because"),
                instant(row, "failing_since"),
                instant(row, "former_until"),
                null,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    WebhookResource showing(String once) {
        return new WebhookResource(
                webhookId,
                url,
                types,
                enabled,
                disabledBecause,
                failingSince,
                formerSecretUntil,
                once,
                createdAt,
                updatedAt);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
