package dev.darkroom.notifier.inbox;

/// What became of one Kafka record.
sealed interface Reading {

    record Valid(Arrival arrival) implements Reading {}

    /// @param why one clause for the log; never the record's content
    record Unreadable(String why) implements Reading {}
}
