package dev.darkroom.worker.outcome;

/// What became of a result that was to be written.
public enum Written {
    /// It is its generation's end.
    COUNTED,
    /// Someone else held the row by then; nothing of it was written.
    FENCED,
    /// An answer of the database was lost, so it may have been written after all: its pictures must stay.
    UNKNOWN
}
