package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Limits;
import java.time.Duration;

/// How the sessions of one instance are run.
///
/// @param limits what one session may cost
/// @param reading how sessions read the inbox
/// @param beatEvery how often each session is looked after: the coarseness of its times
/// @param drain how long sending all clients away takes when this process stops
public record SessionRules(Limits limits, Reading reading, Duration beatEvery, Duration drain) {

    public SessionRules {
        if (!beatEvery.isPositive() || drain.isNegative()) {
            throw new IllegalArgumentException("the beat must be positive and the drain not negative");
        }
    }
}
