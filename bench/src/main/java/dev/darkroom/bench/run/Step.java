package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Refusal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// A part of [Sockets].
enum Step {
    /// What a connection costs that says nothing.
    IDLE,
    /// An event for everybody at the same moment.
    BURST,
    /// Events at a steady rate, for one owner after the other.
    STEADY,
    /// Everybody away, events meanwhile, everybody back.
    RESUME,
    /// A steady rate beside clients that misbehave, and beside a crowd that comes back.
    MISBEHAVE;

    static final String USUAL = "idle,burst,steady,resume";

    private static final String ALL = USUAL + ",misbehave";

    static Set<Step> read(String names) {
        try {
            var steps = EnumSet.noneOf(Step.class);
            Arrays.stream(names.split(",", -1))
                    .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
                    .forEach(steps::add);
            return steps;
        } catch (IllegalArgumentException unknown) {
            throw new Refusal("--steps takes some of " + ALL);
        }
    }
}
