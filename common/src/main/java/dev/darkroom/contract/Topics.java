package dev.darkroom.contract;

import java.time.Duration;
import java.util.List;

/// The Kafka topics. Names, keys and partition counts are a promise between the services.
public final class Topics {

    /// Work to begin. Key: generation id. Value: [GenerationRequested].
    public static final String REQUESTED = "generation.requested";

    /// Work to try again; published by the relay when due. Key and value as [#REQUESTED].
    public static final String RETRY = "generation.retry";

    /// Durable outcomes as CloudEvents in binary mode. Key: owner id. Value: [GenerationSnapshot].
    /// Its partition count never changes: the order of one owner's events hangs on it.
    public static final String EVENTS = "generation.events";

    /// Failures that an operator may replay.
    public static final String DEAD_LETTERS = "generation.dlt";

    /// Tells the notifier instances that an owner's stream has a new head. Best effort.
    public static final String SIGNAL = "notifier.signal";

    /// Live progress, never stored. Best effort.
    public static final String PROGRESS = "generation.progress";

    public static final int PARTITIONS = 12;

    private static final Duration DURABLE = Duration.ofDays(7);
    private static final Duration FLEETING = Duration.ofHours(1);

    private Topics() {}

    /// A topic as it must exist before anyone produces to it.
    public record Topic(String name, int partitions, Duration retention) {}

    public static List<Topic> all() {
        return List.of(
                new Topic(REQUESTED, PARTITIONS, DURABLE),
                new Topic(RETRY, PARTITIONS, DURABLE),
                new Topic(EVENTS, PARTITIONS, DURABLE),
                new Topic(DEAD_LETTERS, PARTITIONS, DURABLE),
                new Topic(SIGNAL, PARTITIONS, FLEETING),
                new Topic(PROGRESS, PARTITIONS, FLEETING));
    }
}
