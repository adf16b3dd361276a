package dev.darkroom.worker.meters;

/// The names of what worker-service measures, beside those it shares. `docs/metrics.md` says what each is
/// for.
public final class MeterNames {

    public static final String CLAIMS = "darkroom.worker.claims";
    public static final String IN_FLIGHT = "darkroom.worker.in.flight";
    public static final String IN_FLIGHT_MAX = "darkroom.worker.in.flight.max";
    public static final String REAPED = "darkroom.worker.reaped";
    public static final String SWEPT = "darkroom.worker.swept";
    public static final String FENCED = "darkroom.worker.fenced";
    public static final String QUEUE_WAIT = "darkroom.generation.queue.wait";
    public static final String DURATION = "darkroom.generation.duration";
    public static final String RETRIES = "darkroom.generation.retries";
    public static final String AI_CALLS = "darkroom.ai.calls";
    public static final String IMAGE_STORED = "darkroom.image.stored";
    public static final String IMAGE_STORE_FREE = "darkroom.image.store.free";
    public static final String IMAGE_STORE_TOTAL = "darkroom.image.store.total";

    /// The label of whatever did not fail.
    public static final String NO_CODE = "none";

    private MeterNames() {}
}
