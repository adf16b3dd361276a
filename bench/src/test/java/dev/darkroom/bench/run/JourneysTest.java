package dev.darkroom.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.darkroom.bench.report.Latencies;
import dev.darkroom.bench.run.Journeys.Post;
import dev.darkroom.bench.system.Owner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneysTest {

    private static final long MILLI = 1_000_000;
    private static final Post POST = new Post(0, 5 * MILLI, true);

    private final Journeys journeys = new Journeys(Duration.ofMillis(300));

    @Test
    void a_journey_counts_from_when_it_was_due_less_the_ai_servers_own_time() throws InterruptedException {
        journeys.posted("a", POST, 9 * MILLI);
        journeys.ended("a", true, 320 * MILLI);
        journeys.awaitAll(Duration.ZERO);

        assertOne(journeys.fromDue(), 20);
        assertOne(journeys.fromSent(), 15);
        assertOne(journeys.accept(), 4);
        assertThat(journeys.troubles()).isEmpty();
    }

    @Test
    void an_event_ahead_of_its_202_counts_the_same() throws InterruptedException {
        journeys.ended("a", true, 320 * MILLI);
        journeys.posted("a", POST, 330 * MILLI);
        journeys.awaitAll(Duration.ZERO);

        assertOne(journeys.fromDue(), 20);
        assertThat(journeys.troubles()).isEmpty();
    }

    @Test
    void an_event_told_twice_counts_once() throws InterruptedException {
        journeys.ended("a", true, 320 * MILLI);
        journeys.ended("a", true, 400 * MILLI);
        journeys.posted("a", POST, 9 * MILLI);
        journeys.ended("a", true, 500 * MILLI);
        journeys.awaitAll(Duration.ZERO);

        assertOne(journeys.fromDue(), 20);
    }

    @Test
    void what_failed_or_never_ended_is_told_and_not_averaged() throws InterruptedException {
        journeys.posted("failed", POST, 9 * MILLI);
        journeys.ended("failed", false, 320 * MILLI);
        journeys.posted("missing", POST, 9 * MILLI);
        journeys.lost(new Owner("a@example.com", "", ""), "closed with 1001");
        journeys.awaitAll(Duration.ofMillis(1));

        assertThat(journeys.fromDue().count()).isZero();
        assertThat(journeys.troubles())
                .containsExactly(entry("failed", 1L), entry("missing", 1L), entry("socket closed with 1001", 1L));
    }

    @Test
    void what_warms_up_is_awaited_but_not_recorded() throws InterruptedException {
        journeys.posted("a", new Post(0, 0, false), MILLI);
        journeys.ended("a", true, 900 * MILLI);
        journeys.awaitAll(Duration.ZERO);

        assertThat(journeys.fromDue().count()).isZero();
        assertThat(journeys.accept().count()).isZero();
        assertThat(journeys.troubles()).isEmpty();
    }

    @Test
    void a_rate_is_what_ended_over_the_time_it_took() {
        var halfSeconds = List.of(0L, 500 * MILLI, 1000 * MILLI, 1500 * MILLI, 2000 * MILLI);

        assertThat(Endings.rate(halfSeconds, 0, 4)).isEqualTo(2);
        assertThat(Endings.rate(halfSeconds, 1, 3)).isEqualTo(2);
        assertThat(Endings.rate(halfSeconds, 2, 2)).isZero();
    }

    private static void assertOne(Latencies latencies, double millis) {
        assertThat(latencies.count()).isOne();
        assertThat(latencies.millis().get("max")).isCloseTo(millis, within(millis / 1000 + 0.001));
    }
}
