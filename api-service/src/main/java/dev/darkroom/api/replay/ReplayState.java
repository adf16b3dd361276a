package dev.darkroom.api.replay;

/// How a replay stands.
enum ReplayState {
    RUNNING,
    PAUSED,
    /// Every item was gone through.
    DONE,
    /// By an operator; what still waited is open again.
    CANCELLED,
    /// By a canary that failed; what still waited is open again.
    STOPPED
}
