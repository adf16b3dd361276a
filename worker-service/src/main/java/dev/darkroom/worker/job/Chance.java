package dev.darkroom.worker.job;

/// A throw of the dice, handed in.
@FunctionalInterface
public interface Chance {

    /// From 0 (included) to 1 (excluded).
    double next();
}
