package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.crowd.Crowd;
import dev.darkroom.bench.crowd.Opening;
import dev.darkroom.bench.feed.Feed;
import dev.darkroom.bench.mischief.Mischief;
import dev.darkroom.bench.mischief.Misdeed;
import dev.darkroom.bench.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The same modest rate for the crowd again and again: alone, then beside each kind of misbehaviour. What is told is
/// how much longer the crowd waits. Those who misbehave run in this process and take their share of its cores.
///
/// @param strangers owners who are not in the crowd
record Misbehaviour(
        Audience audience, LoopbackAddress notifier, List<Stranger> strangers, Feed feed, RandomGenerator chance) {

    record Stranger(UUID owner, String token) {}

    /// Events for each client that does not read: more than the network holds for it.
    private static final int UNREAD = 2_500;

    private static final long SETTLE_MILLIS = 2_000;

    private static final int PER_SECOND = 200;
    private static final Duration STORM_AT_MOST = Duration.ofSeconds(60);

    /// @return whether somebody in the crowd missed something
    boolean beside(Performance performance, Crowd crowd, Report.Builder report, Consumer<String> says)
            throws IOException, InterruptedException {
        says.accept("%d events a second for %d s, nobody misbehaves"
                .formatted(PER_SECOND, audience.steady().toSeconds()));
        measure("warmUp", performance, crowd, Report.with("warmUp", true));
        var flawed = measure("quiet", performance, crowd, report);
        for (var misdeed : Misdeed.values()) {
            says.accept("the same beside clients that misbehave: " + misdeed.word());
            try (var mischief = new Mischief(misdeed, notifier, tokens(), chance)) {
                if (misdeed == Misdeed.DEAF) {
                    tellTheDeaf();
                }
                flawed |= measure(misdeed.word(), performance, crowd, report);
                report.and(misdeed.word() + "LetGo", mischief.done());
            }
        }
        says.accept("the same while %,d come back".formatted(strangers.size()));
        return storm(performance, crowd, report) || flawed;
    }

    private List<String> tokens() {
        return strangers.stream().map(Stranger::token).toList();
    }

    /// Those who have come in meanwhile.
    private void tellTheDeaf() throws IOException, InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
        var deaf = Math.min(Misdeed.DEAF.clients(), strangers.size());
        for (int i = 0; i < UNREAD * deaf; i++) {
            feed.completed(strangers.get(i % deaf).owner(), System.nanoTime());
        }
        while (feed.notStored() > 0) {
            Thread.sleep(100);
        }
    }

    private boolean measure(String name, Performance performance, Crowd crowd, Report.Builder report)
            throws IOException, InterruptedException {
        var heard = crowd.listen();
        var sent = performance.atRate(crowd, audience.steady(), PER_SECOND, heard);
        report.and(name + "Millis", heard.sinceDue().millis());
        return Performance.flaws(name, heard, sent, report);
    }

    private boolean storm(Performance performance, Crowd crowd, Report.Builder report)
            throws IOException, InterruptedException {
        try (var others = new Crowd(notifier, tokens(), audience.perAddress())) {
            var coming = new FutureTask<Opening>(() -> others.open(strangers.size(), STORM_AT_MOST));
            Thread.ofPlatform().daemon().start(coming);
            var flawed = measure("storm", performance, crowd, report);
            var opening = coming.get();
            report.and("stormWelcomed", opening.welcomed()).and("stormSeconds", opening.seconds());
            return flawed;
        } catch (ExecutionException failed) {
            throw new IOException("the storm ended early", failed.getCause());
        }
    }
}
