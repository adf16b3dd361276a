package dev.darkroom.worker.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When an AI server counts as away, and how its return is found out.
///
/// @param window calls that are looked at
/// @param minimum fewest calls to judge by
/// @param failureShare per cent of the calls that must have failed for want of a server
/// @param refusals answers in a row that refuse us, whoever's generation it is
/// @param probes real calls that decide whether it is back
/// @param firstWait until the first question whether it is there; doubles with each that fails
/// @param longestWait where the doubling ends
public record BreakerSettings(
        @DefaultValue("20") int window,
        @DefaultValue("10") int minimum,
        @DefaultValue("80") int failureShare,
        @DefaultValue("10") int refusals,
        @DefaultValue("3") int probes,
        @DefaultValue("5s") Duration firstWait,
        @DefaultValue("60s") Duration longestWait) {

    public BreakerSettings {
        if (minimum < 1 || window < minimum || failureShare < 1 || failureShare > 100 || refusals < 1 || probes < 1) {
            throw new IllegalArgumentException(
                    "darkroom.worker.ai.breaker needs 1 <= minimum <= window, a share of 1..100 and positive counts");
        }
        if (!firstWait.isPositive() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException("darkroom.worker.ai.breaker needs positive waits, the longest last");
        }
    }
}
