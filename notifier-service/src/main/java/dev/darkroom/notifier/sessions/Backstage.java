package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Limits;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/// What every session uses and none owns.
///
/// @param journal what is told of deliveries
/// @param clock the wall clock, for credentials and for the age of events
/// @param nanos the monotonic clock, for everything that is a duration
/// @param threads one for each session that has something to send just now
record Backstage(
        Shelf shelf,
        SessionMeters meters,
        Journal journal,
        Limits limits,
        InstantSource clock,
        LongSupplier nanos,
        ThreadFactory threads) {}
