package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.Refusal;
import java.time.Duration;

/// How many listen, and how much they are told.
///
/// @param connections one owner each
/// @param atOnce so many are on their way to a welcome at the same time
/// @param perAddress connections from one address
/// @param perSecond events of a steady rate
/// @param missed events of each owner while everybody is away
/// @param storm who come back at once beside the crowd
record Audience(
        int connections,
        int atOnce,
        int perAddress,
        int perSecond,
        Duration steady,
        int missed,
        int storm,
        Duration warmup) {

    /// At 5,000 a second they take the notifier nearly seven minutes to store.
    private static final int MOST_MISSED = 2_000_000;

    static Audience from(Arguments arguments) {
        var audience = new Audience(
                arguments.whole("connections", 10_000, 1, 100_000),
                arguments.whole("at-once", 1_000, 1, 100_000),
                arguments.whole("per-address", 20_000, 1, 20_000),
                arguments.whole("per-second", 5_000, 1, 100_000),
                Duration.ofSeconds(arguments.whole("seconds", 20, 1, 120)),
                arguments.whole("missed", 50, 1, 1_000),
                arguments.whole("storm", 8_000, 1, 100_000),
                Duration.ofSeconds(arguments.whole("warmup", 5, 0, 60)));
        if ((long) audience.connections * audience.missed > MOST_MISSED) {
            throw new Refusal("%,d events to miss take too long: take a smaller --missed"
                    .formatted((long) audience.connections * audience.missed));
        }
        return audience;
    }
}
