package dev.darkroom.meters;

/// The names of what more than one service measures. `docs/metrics.md` says what each is for.
public final class SharedMeterNames {

    public static final String OUTBOX_PENDING = "darkroom.outbox.pending";
    public static final String OUTBOX_OLDEST_AGE = "darkroom.outbox.oldest.age";
    public static final String OUTBOX_RELAYED = "darkroom.outbox.relayed";
    public static final String HTTP_PROBLEMS = "darkroom.http.problems";
    public static final String GENERATION_TERMINAL = "darkroom.generation.terminal";

    private SharedMeterNames() {}
}
