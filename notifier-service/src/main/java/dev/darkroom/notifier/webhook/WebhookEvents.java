package dev.darkroom.notifier.webhook;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.Topics;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.wire.WireJson;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// The two events that tell of a webhook itself.
public final class WebhookEvents {

    private static final String SOURCE = "/darkroom/webhook";

    private WebhookEvents() {}

    private record Envelope(
            String specversion,
            UUID id,
            String type,
            String source,
            UUID subject,
            Instant time,
            String datacontenttype,
            UUID partitionkey,
            Object data) {}

    private record TestData(UUID webhookId, String message) {}

    /// A whole envelope: a test is in no inbox, so it has no `sequence`.
    static String test(UUID webhookId, UUID ownerId, UUID eventId, Instant now) {
        return WireJson.mapper()
                .writeValueAsString(new Envelope(
                        "1.0",
                        eventId,
                        EventTypes.WEBHOOK_TEST,
                        SOURCE,
                        webhookId,
                        now,
                        "application/json",
                        ownerId,
                        new TestData(webhookId, "This is a test.")));
    }

    /// For the owner's inbox, by way of Kafka like every other event.
    ///
    /// @param webhook without its secret
    public static OutboxMessage disabled(WebhookResource webhook, UUID ownerId, UUID eventId, Instant now) {
        return OutboxMessage.now(
                webhook.webhookId(),
                Topics.EVENTS,
                ownerId.toString(),
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        eventId.toString(),
                        "ce_type",
                        EventTypes.WEBHOOK_DISABLED,
                        "ce_source",
                        SOURCE,
                        "ce_subject",
                        webhook.webhookId().toString(),
                        "ce_time",
                        now.toString(),
                        "ce_partitionkey",
                        ownerId.toString(),
                        "content-type",
                        "application/json"),
                WireJson.mapper().writeValueAsString(webhook));
    }
}
