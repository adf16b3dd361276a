package dev.darkroom.standalone;

import java.time.Duration;

/// How long to wait before a part that died is started again: 1 s, doubling to 30 s; a minute of life forgives all.
///
/// @param deaths how often the part died in a row
record Backoff(int deaths) {

    static final Backoff NONE = new Backoff(0);

    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration FORGIVEN_AFTER = Duration.ofSeconds(60);

    Backoff {
        if (deaths < 0) {
            throw new IllegalArgumentException("deaths cannot be negative");
        }
    }

    Backoff afterDeath(Duration lived) {
        return new Backoff(lived.compareTo(FORGIVEN_AFTER) < 0 ? deaths + 1 : 1);
    }

    Duration delay() {
        if (deaths == 0) {
            return Duration.ZERO;
        }
        var doubled = Duration.ofSeconds(1L << Math.min(deaths - 1, 5));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
