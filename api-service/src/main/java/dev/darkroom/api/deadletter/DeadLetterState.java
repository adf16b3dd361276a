package dev.darkroom.api.deadletter;

/// How a dead letter stands.
enum DeadLetterState {
    /// Somebody should look at it.
    OPEN,
    /// A replay has taken it in.
    REPLAYING,
    /// A replay has begun a new run.
    REPLAYED,
    /// An operator has decided that nothing will be done.
    DISCARDED,
    /// A new run has begun without it.
    SUPERSEDED
}
