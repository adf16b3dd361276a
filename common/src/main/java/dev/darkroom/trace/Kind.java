package dev.darkroom.trace;

/// Which end of a conversation a step is.
public enum Kind {
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER,
    INTERNAL
}
