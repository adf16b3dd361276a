package dev.darkroom.notifier.sessions;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnTest {

    @Test
    void whatever_was_handed_over_before_a_wake_is_seen_and_the_work_never_runs_twice_at_once() throws Exception {
        var handedOver = new AtomicInteger();
        var seen = new AtomicInteger();
        var inside = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var turn = new Turn(Thread.ofVirtual().factory(), () -> {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            seen.set(handedOver.get());
            inside.decrementAndGet();
        });
        var wakers = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.startVirtualThread(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        handedOver.incrementAndGet();
                        turn.wake();
                    }
                }))
                .toList();
        for (var waker : wakers) {
            waker.join();
        }

        eventually(() -> assertThat(seen).hasValue(40_000));
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void work_that_failed_runs_again_with_the_next_wake() {
        var runs = new AtomicInteger();
        var turn = new Turn(quiet(), () -> {
            if (runs.incrementAndGet() == 1) {
                throw new AssertionError("the first run fails");
            }
        });
        turn.wake();
        eventually(() -> assertThat(runs).hasValue(1));

        eventually(() -> {
            turn.wake();
            assertThat(runs).hasValueGreaterThan(1);
        });
    }

    private static ThreadFactory quiet() {
        return Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {}).factory();
    }

    @Test
    void a_wake_during_the_work_makes_it_run_once_more() throws Exception {
        var runs = new AtomicInteger();
        var running = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var turn = new Turn(Thread.ofVirtual().factory(), () -> {
            runs.incrementAndGet();
            running.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        turn.wake();
        running.await();
        turn.wake();
        turn.wake();
        goOn.countDown();

        eventually(() -> assertThat(runs).hasValue(2));
    }
}
