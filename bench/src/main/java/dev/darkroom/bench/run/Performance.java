package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.arguments.Refusal;
import dev.darkroom.bench.crowd.Crowd;
import dev.darkroom.bench.crowd.Heard;
import dev.darkroom.bench.crowd.Opening;
import dev.darkroom.bench.feed.Feed;
import dev.darkroom.bench.report.Report;
import dev.darkroom.bench.report.Resident;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// The steps of [Sockets], one after the other on the same crowd.
///
/// @param tokens of `owners`, in their order
/// @param memory looks at the notifier, garbage aside
record Performance(
        Audience audience,
        LoopbackAddress notifier,
        List<UUID> owners,
        List<String> tokens,
        Feed feed,
        Callable<Resident> memory) {

    /// Enough for the notifier to load and compile what it needs for a socket, so that this is in the memory before.
    private static final int FIRST_GUESTS = 500;

    private static final int WARM_PER_SECOND = 500;
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LONGEST_STORE = Duration.ofMinutes(5);

    /// Between two looks at the sockets: a client that only produces would read late.
    private static final int TOGETHER = 16;

    Report go(Set<Step> steps, Misbehaviour others, Consumer<String> says) throws IOException, InterruptedException {
        warmUp(says);
        var before = steps.contains(Step.IDLE) ? look() : new Resident(0, 0);
        var report = Report.with("connections", audience.connections());
        try (var crowd = new Crowd(notifier, tokens, audience.perAddress())) {
            says.accept("opening %,d sockets".formatted(audience.connections()));
            opened(crowd, report);
            var flawed = false;
            if (steps.contains(Step.IDLE)) {
                idle(crowd, before, report);
            }
            if (steps.contains(Step.BURST) || steps.contains(Step.STEADY)) {
                var first = crowd.listen();
                says.accept("warming up");
                atRate(crowd, audience.warmup(), audience.perSecond() / 2, first);
            }
            if (steps.contains(Step.BURST)) {
                says.accept("one event for everybody at once");
                flawed |= burst(crowd, report);
            }
            if (steps.contains(Step.STEADY)) {
                says.accept("%,d events a second for %d s"
                        .formatted(audience.perSecond(), audience.steady().toSeconds()));
                flawed |= steady(crowd, report);
            }
            if (steps.contains(Step.RESUME)) {
                says.accept("everybody is away and misses %d events".formatted(audience.missed()));
                flawed |= resume(crowd, report, says);
            }
            if (steps.contains(Step.MISBEHAVE)) {
                flawed |= others.beside(this, crowd, report, says);
            }
            return report.and("troubles", crowd.troubles())
                    .flawedIf(flawed || !crowd.troubles().isEmpty());
        }
    }

    private void warmUp(Consumer<String> says) throws IOException, InterruptedException {
        if (audience.warmup().isZero()) {
            return;
        }
        says.accept("warming up for %d s".formatted(audience.warmup().toSeconds()));
        var guests = Math.min(FIRST_GUESTS, tokens.size());
        try (var crowd = new Crowd(notifier, tokens.subList(0, guests), audience.perAddress())) {
            crowd.open(audience.atOnce(), LONGEST);
            atRate(crowd, audience.warmup(), WARM_PER_SECOND, crowd.listen());
        }
    }

    private void opened(Crowd crowd, Report.Builder report) throws IOException, InterruptedException {
        var opening = open(crowd);
        report.and("handshakesPerSecond", opening.handshakesPerSecond())
                .and("handshakeMillis", opening.handshakes().millis())
                .and("secondsToAllWelcomes", opening.seconds())
                .and("handshakesAgain", opening.retries());
    }

    private Opening open(Crowd crowd) throws IOException, InterruptedException {
        var opening = crowd.open(audience.atOnce(), LONGEST);
        if (opening.welcomed() < audience.connections()) {
            throw new Refusal("%,d of %,d were welcomed within %d s; the others: %s"
                    .formatted(opening.welcomed(), audience.connections(), LONGEST.toSeconds(), opening.retries()));
        }
        return opening;
    }

    private void idle(Crowd crowd, Resident before, Report.Builder report) throws IOException, InterruptedException {
        crowd.turnUntil(() -> false, SETTLE);
        var looking = new FutureTask<>(memory);
        Thread.ofVirtual().start(looking);
        crowd.turnUntil(looking::isDone, LONGEST);
        var after = result(looking);
        report.and("residentBytesPerConnection", (after.bytes() - before.bytes()) / audience.connections())
                .and("heapBytesPerConnection", (after.heapBytes() - before.heapBytes()) / audience.connections());
    }

    private Resident look() throws IOException, InterruptedException {
        var looking = new FutureTask<>(memory);
        looking.run();
        return result(looking);
    }

    private static Resident result(FutureTask<Resident> looking) throws IOException, InterruptedException {
        try {
            return looking.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new IOException("the notifier's memory cannot be seen", failed.getCause());
        }
    }

    private boolean burst(Crowd crowd, Report.Builder report) throws IOException, InterruptedException {
        var heard = crowd.listen();
        var start = System.nanoTime();
        for (int i = 0; i < owners.size(); i++) {
            feed.completed(owners.get(i), System.nanoTime());
            if (i % TOGETHER == 0) {
                crowd.turn(0);
            }
        }
        crowd.turnUntil(() -> heard.events() >= owners.size(), LONGEST);
        report.and("burstSeconds", (heard.lastAt() - start) / 1e9)
                .and("burstMillis", heard.sinceDue().millis());
        return flaws("burst", heard, owners.size(), report);
    }

    private boolean steady(Crowd crowd, Report.Builder report) throws IOException, InterruptedException {
        var heard = crowd.listen();
        var start = System.nanoTime();
        var sent = atRate(crowd, audience.steady(), audience.perSecond(), heard);
        report.and("steadyPerSecond", heard.events() * 1e9 / Math.max(1, heard.lastAt() - start))
                .and("steadyMillis", heard.sinceDue().millis());
        return flaws("steady", heard, sent, report);
    }

    /// Sends when it is due, whether or not earlier ones have arrived, and then waits for the last.
    int atRate(Crowd crowd, Duration time, int perSecond, Heard heard) throws IOException, InterruptedException {
        var all = (int) (time.toSeconds() * perSecond);
        var start = System.nanoTime();
        var to = owners.subList(0, crowd.size());
        for (int i = 0; i < all; ) {
            var due = start + i * 1_000_000_000L / perSecond;
            if (System.nanoTime() < due) {
                crowd.turn(1);
                continue;
            }
            feed.completed(to.get(i % to.size()), due);
            if (++i % TOGETHER == 0) {
                crowd.turn(0);
            }
        }
        crowd.turnUntil(() -> heard.events() >= all, LONGEST);
        return all;
    }

    private boolean resume(Crowd crowd, Report.Builder report, Consumer<String> says)
            throws IOException, InterruptedException {
        crowd.hangUp();
        for (int i = 0; i < audience.missed(); i++) {
            for (var owner : owners) {
                feed.completed(owner, System.nanoTime());
            }
        }
        var end = System.nanoTime() + LONGEST_STORE.toNanos();
        while (feed.notStored() > 0 && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        says.accept("everybody comes back");
        var heard = crowd.listen();
        var opening = open(crowd);
        var missed = audience.missed() * owners.size();
        crowd.turnUntil(() -> heard.events() >= missed, LONGEST);
        report.and("resumeSeconds", (heard.lastAt() - opening.began()) / 1e9)
                .and("resumeSecondsToAllWelcomes", opening.seconds())
                .and("resumeHandshakesAgain", opening.retries());
        return flaws("resume", heard, missed, report);
    }

    static boolean flaws(String step, Heard heard, int sent, Report.Builder report) {
        report.and(step + "Events", heard.events())
                .and(step + "Missing", sent - heard.events())
                .and(step + "Holes", heard.holes())
                .and(step + "Repeats", heard.repeats());
        return heard.events() < sent || heard.holes() > 0 || heard.repeats() > 0;
    }
}
