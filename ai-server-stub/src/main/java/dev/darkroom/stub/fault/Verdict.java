package dev.darkroom.stub.fault;

import java.time.Duration;

/// How one call goes.
///
/// @param latency waited before anything is answered
public record Verdict(Duration latency, Outcome outcome) {}
