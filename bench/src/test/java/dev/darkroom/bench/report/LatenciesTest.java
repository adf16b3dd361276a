package dev.darkroom.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentiles_are_those_of_what_was_recorded() {
        var latencies = new Latencies();

        LongStream.rangeClosed(1, 10_000).map(tenth -> tenth * 100_000).forEach(latencies::record);

        assertThat(latencies.count()).isEqualTo(10_000);
        assertThat(latencies.millis()).containsOnlyKeys("p50", "p90", "p99", "p99.9", "max");
        assertPercentile(latencies, "p50", 500);
        assertPercentile(latencies, "p90", 900);
        assertPercentile(latencies, "p99", 990);
        assertPercentile(latencies, "p99.9", 999);
        assertPercentile(latencies, "max", 1000);
    }

    @Test
    void a_single_slow_one_shows_in_the_maximum_only() {
        var latencies = new Latencies();

        LongStream.range(0, 999).forEach(_ -> latencies.record(2_000_000));
        latencies.record(3_000_000_000L);

        assertPercentile(latencies, "p99", 2);
        assertPercentile(latencies, "max", 3000);
    }

    @Test
    void times_out_of_range_are_kept_at_its_ends() {
        var latencies = new Latencies();

        latencies.record(-5);
        latencies.record(Long.MAX_VALUE);

        assertPercentile(latencies, "p50", 0);
        assertPercentile(latencies, "max", 600_000);
    }

    @Test
    void nothing_recorded_has_no_percentiles() {
        assertThat(new Latencies().millis()).isEmpty();
    }

    /// Three digits are what is promised.
    private static void assertPercentile(Latencies latencies, String name, double millis) {
        assertThat(latencies.millis().get(name)).isCloseTo(millis, within(millis / 1000 + 0.001));
    }
}
