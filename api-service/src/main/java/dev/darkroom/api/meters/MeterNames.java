package dev.darkroom.api.meters;

/// The names of what api-service measures, beside those it shares. `docs/metrics.md` says what each is for.
public final class MeterNames {

    public static final String ACCEPTED = "darkroom.generation.accepted";
    public static final String RERUNS = "darkroom.generation.reruns";
    public static final String IDEMPOTENCY = "darkroom.idempotency";
    public static final String IMAGE_SERVED = "darkroom.image.served";
    public static final String THUMBNAILS = "darkroom.image.thumbnails";
    public static final String DEAD_LETTERS = "darkroom.dead.letters";
    public static final String REPLAY_ITEMS = "darkroom.replay.items";

    // Of the whole system, as this instance saw it last.
    public static final String PENDING = "darkroom.pending.generations";
    public static final String PENDING_OLDEST_AGE = "darkroom.pending.oldest.age";
    public static final String DEAD_LETTERS_OPEN = "darkroom.dead.letters.open";
    public static final String DEAD_LETTERS_OLDEST_AGE = "darkroom.dead.letters.oldest.age";
    public static final String REPLAY_RUNNING = "darkroom.replay.running";
    public static final String WORKERS_PRESENT = "darkroom.workers.present";
    public static final String CONSUMER_LAG = "darkroom.consumer.lag";
    public static final String CONSUMER_COMMITTED = "darkroom.consumer.committed";
    public static final String KAFKA_DISK_FREE = "darkroom.kafka.disk.free";
    public static final String KAFKA_DISK_TOTAL = "darkroom.kafka.disk.total";
    public static final String DATABASE_SIZE = "darkroom.database.size";
    public static final String DATABASE_DISK = "darkroom.database.disk";
    public static final String STANDING_AGE = "darkroom.standing.age";

    private MeterNames() {}
}
