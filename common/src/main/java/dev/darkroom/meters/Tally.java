package dev.darkroom.meters;

import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// A counter for each value of a label. All of them are there from the start, so that a rate sees the first
/// event, and counting neither looks a meter up nor allocates.
public final class Tally<E extends Enum<E>> {

    private final Map<E, Counter> counters;

    /// @param counter registers the counter of a value
    public Tally(Class<E> values, Function<E, Counter> counter) {
        this.counters = new EnumMap<>(values);
        for (var value : values.getEnumConstants()) {
            counters.put(value, counter.apply(value));
        }
    }

    public void count(E what) {
        count(what, 1);
    }

    public void count(E what, int times) {
        Objects.requireNonNull(counters.get(what)).increment(times);
    }
}
