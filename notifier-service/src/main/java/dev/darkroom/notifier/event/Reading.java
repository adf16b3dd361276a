package dev.darkroom.notifier.event;

/// What became of one Kafka record.
public sealed interface Reading {

    record Valid(Arrival arrival) implements Reading {}

    /// @param why one clause for the log; never the record's content
    record Unreadable(String why) implements Reading {}
}
