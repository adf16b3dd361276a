package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.http.ClosedLoop;
import dev.darkroom.bench.report.Report;
import dev.darkroom.bench.sockets.OwnerSockets;
import dev.darkroom.bench.system.AiServer;
import dev.darkroom.bench.system.Owners;
import java.io.IOException;
import java.time.Duration;

/// An AI server that goes away in front of a queue, and how soon the queue is empty after its return. Nothing may fail
/// meanwhile, and the server may be asked hardly more often than it had calls in hand when it went.
///
/// @param away how long it stays away
record Outage(Addresses system, int count, Duration away, int owners) implements Run {

    private static final int CONNECTIONS = 32;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    static Outage from(Arguments arguments) {
        return new Outage(
                Addresses.from(arguments),
                arguments.whole("count", 1000, 1, 100_000),
                Duration.ofSeconds(arguments.whole("seconds", 60, 1, 400)),
                arguments.whole("owners", 8, 1, 64));
    }

    @Override
    public Report go(Stage stage) throws IOException, InterruptedException {
        var endings = new Endings(() -> {});
        try (var ai = new AiServer(system.stub(), Duration.ZERO);
                var sockets = new OwnerSockets(system.notifier(), endings)) {
            stage.says().accept("making %d owners".formatted(owners));
            var made = new Owners(system.api(), stage.chance()).make(owners);
            for (var owner : made) {
                sockets.open(owner, null);
            }
            ai.goAway();
            try (var loop = new ClosedLoop(Posts.by(made, system.api(), Posts.BODY, CONNECTIONS))) {
                stage.says().accept("the AI server is away; posting %,d".formatted(count));
                loop.send(LONGEST, count);
            }
            stage.says().accept("waiting %d s".formatted(away.toSeconds()));
            Thread.sleep(away);
            var early = endings.times().size();
            var asked = ai.calls();
            ai.answerAfter(Duration.ZERO);
            var back = System.nanoTime();
            stage.says().accept("the AI server is back");
            endings.await(count, LONGEST);
            return report(endings, back, early, asked);
        }
    }

    private Report report(Endings endings, long back, int early, long asked) {
        var times = endings.times();
        var last = times.size() - 1;
        return Report.with("secondsToTheFirst", times.isEmpty() ? -1 : (times.getFirst() - back) / 1e9)
                .and("secondsToTheLast", times.isEmpty() ? -1 : (times.getLast() - back) / 1e9)
                .and("completedPerSecond", Endings.rate(times, 0, last))
                .and("callsWhileAway", asked)
                .and("endedWhileAway", early)
                .and("missing", count - times.size())
                .and("troubles", endings.troubles())
                .flawedIf(
                        early > 0 || times.size() < count || !endings.troubles().isEmpty());
    }
}
