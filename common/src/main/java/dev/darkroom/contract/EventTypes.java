package dev.darkroom.contract;

/// The `type` of the CloudEvents that leave Darkroom.
public final class EventTypes {

    public static final String COMPLETED = "dev.darkroom.generation.completed.v1";
    public static final String FAILED = "dev.darkroom.generation.failed.v1";
    public static final String REPLAYED = "dev.darkroom.generation.replayed.v1";

    /// One of the owner's webhooks was switched off by us.
    public static final String WEBHOOK_DISABLED = "dev.darkroom.webhook.disabled.v1";

    /// Sent to one webhook when its owner asks for it; in no inbox.
    public static final String WEBHOOK_TEST = "dev.darkroom.webhook.test.v1";

    /// Transient: never stored, sent to live sessions only.
    public static final String PROGRESSED = "dev.darkroom.generation.progressed.v1";

    /// The `source` of every event of a generation.
    public static final String SOURCE = "/darkroom/generation";

    private EventTypes() {}
}
