package dev.darkroom.notifier.meters;

/// The names of what notifier-service measures, beside those it shares. `docs/metrics.md` says what each is
/// for.
public final class MeterNames {

    public static final String EVENTS_INBOXED = "darkroom.notifier.events.inboxed";
    public static final String DUPLICATES = "darkroom.notifier.duplicates";
    public static final String UNREADABLE = "darkroom.notifier.unreadable";
    public static final String INBOX_LAG = "darkroom.notifier.inbox.lag";
    public static final String SESSIONS = "darkroom.notifier.sessions";
    public static final String PLACES = "darkroom.notifier.places";
    public static final String HANDSHAKES = "darkroom.notifier.handshakes";
    public static final String RESUMES = "darkroom.notifier.resumes";
    public static final String FRAMES_SENT = "darkroom.notifier.frames.sent";
    public static final String DELIVERY = "darkroom.notifier.delivery";
    public static final String REPLAYED = "darkroom.notifier.replayed";
    public static final String CLOSES = "darkroom.notifier.closes";
    public static final String ACKNOWLEDGED = "darkroom.notifier.acknowledged";
    public static final String EXPIRED = "darkroom.notifier.expired";
    public static final String SIGNALS_LISTENING = "darkroom.notifier.signals.listening";
    public static final String SIGNALS_DROPPED = "darkroom.notifier.signals.dropped";
    public static final String WEBHOOK_ATTEMPTS = "darkroom.notifier.webhook.attempts";
    public static final String WEBHOOK_DURATION = "darkroom.notifier.webhook.duration";
    public static final String WEBHOOK_IN_FLIGHT = "darkroom.notifier.webhook.in.flight";
    public static final String WEBHOOK_PENDING = "darkroom.notifier.webhook.pending";

    private MeterNames() {}
}
