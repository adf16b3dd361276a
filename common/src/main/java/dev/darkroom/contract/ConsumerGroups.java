package dev.darkroom.contract;

import java.util.List;

/// The Kafka consumer groups that read durable topics. Their committed offsets say how far each step has
/// come.
public final class ConsumerGroups {

    /// Workers: takes up attempts.
    public static final String WORKER = "worker";

    /// Notifiers: numbers outcomes into inboxes.
    public static final String INBOX = "notifier-inbox";

    /// api-service: projects dead letters into rows.
    public static final String DEAD_LETTERS = "api-dead-letters";

    private ConsumerGroups() {}

    /// A group and what it reads.
    public record Group(String name, List<String> topics) {}

    public static List<Group> all() {
        return List.of(
                new Group(WORKER, List.of(Topics.REQUESTED, Topics.RETRY)),
                new Group(INBOX, List.of(Topics.EVENTS)),
                new Group(DEAD_LETTERS, List.of(Topics.DEAD_LETTERS)));
    }
}
