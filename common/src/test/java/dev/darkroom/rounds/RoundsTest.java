package dev.darkroom.rounds;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration VERY_LONG = Duration.ofHours(1);

    private final AtomicInteger gone = new AtomicInteger();
    private Rounds rounds = Rounds.every(VERY_LONG, "test", gone::incrementAndGet, "nobody waits");

    @AfterEach
    void stop() {
        rounds.stop();
    }

    @Test
    void a_round_follows_one_that_failed() {
        rounds = Rounds.every(
                Duration.ofMillis(1),
                "test",
                () -> {
                    if (gone.incrementAndGet() < 3) {
                        throw new IllegalStateException("a fault");
                    }
                },
                "nobody waits");

        rounds.start();

        eventually(() -> assertThat(gone).hasValueGreaterThan(3));
    }

    @Test
    void a_wake_ends_the_rest() {
        rounds.start();
        eventually(() -> assertThat(gone).hasValue(1));

        rounds.wake();

        eventually(() -> assertThat(gone).hasValue(2));
    }

    @Test
    void the_last_thing_is_done_after_the_round_in_hand_and_before_the_stop_returns() {
        var told = new CopyOnWriteArrayList<String>();
        var inHand = new CountDownLatch(1);
        rounds = Rounds.of(
                        "test",
                        () -> {
                            inHand.countDown();
                            try {
                                Thread.sleep(VERY_LONG);
                            } catch (InterruptedException swallowed) {
                                told.add("round");
                            }
                            return Duration.ZERO;
                        },
                        "nobody waits")
                .stoppingWithin(Duration.ofSeconds(20))
                .lastly(() -> told.add("last"));
        rounds.start();
        eventually(() -> assertThat(inHand.getCount()).isZero());

        rounds.stop();

        assertThat(told).isEqualTo(List.of("round", "last"));
        assertThat(rounds.isRunning()).isFalse();
    }

    @Test
    void what_was_stopped_can_be_started_again() {
        rounds.start();
        eventually(() -> assertThat(gone).hasValue(1));
        rounds.stop();

        rounds.start();

        eventually(() -> assertThat(gone).hasValue(2));
    }
}
