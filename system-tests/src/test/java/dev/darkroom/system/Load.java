package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Orders at a steady rate, whatever becomes of them; a client that gets no answer or a 503 lets it be.
final class Load implements AutoCloseable {

    /// A third of what 64 calls of 0.7 s at a time can bear.
    private static final Duration EVERY = Duration.ofMillis(30);

    private final Owner owner;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<?> ticks;
    private final ConcurrentLinkedQueue<Generation> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();

    private Load(Owner owner, Duration every) {
        this.owner = owner;
        this.ticks = clock.scheduleAtFixedRate(
                () -> clients.execute(this::order), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Load by(Owner owner) {
        return by(owner, EVERY);
    }

    static Load by(Owner owner, Duration every) {
        return new Load(owner, every);
    }

    private void order() {
        try {
            var answer = owner.ask("one of very many");
            switch (answer.status()) {
                case 202 -> accepted.add(new Generation(answer.json()));
                case 503 -> {
                    answer.header("Retry-After");
                    turnedAway.incrementAndGet();
                }
                default -> surprises.add(answer.status() + " " + answer.text());
            }
        } catch (Http.NoAnswer _) {
            // nothing was promised
        }
    }

    void awaitAccepted(int more) {
        var goal = accepted.size() + more;
        eventually(() -> assertThat(accepted).hasSizeGreaterThanOrEqualTo(goal));
    }

    void awaitTurnedAway(int more) {
        var goal = turnedAway.get() + more;
        eventually(() -> assertThat(turnedAway).hasValueGreaterThanOrEqualTo(goal));
    }

    /// Everything that was promised, once the load has ended.
    List<Generation> accepted() {
        close();
        assertThat(surprises).as("answers that are neither 202 nor 503").isEmpty();
        return List.copyOf(accepted);
    }

    @Override
    public void close() {
        ticks.cancel(false);
        clock.close();
        clients.close();
    }
}
