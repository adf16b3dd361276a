package dev.darkroom.stub.painting;

import java.util.List;

/// Chance that repeats itself: SplitMix64 from a fixed origin. Not for several threads.
final class Chance {

    private long state;

    Chance(long origin) {
        this.state = origin;
    }

    /// The finalizer of SplitMix64: every input bit reaches every output bit.
    static long scramble(long value) {
        var z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    float unit() {
        state += 0x9e3779b97f4a7c15L;
        return (scramble(state) >>> 40) * 0x1p-24f;
    }

    float between(float low, float high) {
        return low + (high - low) * unit();
    }

    int below(int bound) {
        return (int) (unit() * bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    boolean oneIn(int n) {
        return below(n) == 0;
    }

    /// A seed for a noise field.
    int salt() {
        return (int) (unit() * 0x1000000);
    }
}
