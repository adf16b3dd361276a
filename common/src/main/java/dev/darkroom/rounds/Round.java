package dev.darkroom.rounds;

import java.time.Duration;

/// What is done once, before a rest.
@FunctionalInterface
public interface Round {

    /// @return how long to rest before the next one
    /// @throws InterruptedException when the rounds are stopped meanwhile
    Duration go() throws InterruptedException;
}
