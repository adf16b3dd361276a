package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.Refusal;
import dev.darkroom.bench.report.Report;
import dev.darkroom.bench.sockets.OwnerSockets;
import dev.darkroom.bench.system.AiServer;
import dev.darkroom.bench.system.Owners;
import java.io.IOException;
import java.time.Duration;

/// How fast the worker empties a queue, seen from the sockets of the owners. The time runs from the first completed
/// frame to the last, so a worker's start is not in it.
///
/// @param start how long the worker may take to complete its first generation, the operator's hands included
record Drain(Addresses system, String state, Duration ai, Duration start, Duration longest) implements Run {

    static Drain from(Arguments arguments) {
        return new Drain(
                Addresses.from(arguments),
                arguments.text("state", Backlog.usualFile()),
                Duration.ofMillis(arguments.whole("ai-millis", 0, 0, 60_000)),
                Duration.ofSeconds(arguments.whole("start-seconds", 120, 1, 300)),
                Duration.ofSeconds(arguments.whole("seconds", 300, 1, 500)));
    }

    @Override
    public Report go(Stage stage) throws IOException, InterruptedException {
        var backlog = Backlog.load(state);
        var endings = new Endings(() -> {});
        try (var _ = new AiServer(system.stub(), ai);
                var sockets = new OwnerSockets(system.notifier(), endings)) {
            var owners = new Owners(system.api(), stage.chance());
            for (var share : backlog.shares()) {
                sockets.open(owners.signIn(share.email(), share.password()), share.cursor());
            }
            stage.says().accept("ready: start the worker now (%,d are queued)".formatted(backlog.accepted()));
            if (!endings.await(1, start)) {
                throw new Refusal("nothing completed within %d s: is the worker running?".formatted(start.toSeconds()));
            }
            stage.says().accept("the first one completed");
            endings.await(backlog.accepted(), longest);
        }
        var times = endings.times();
        var last = times.size() - 1;
        return Report.with("completedPerSecond", Endings.rate(times, 0, last))
                .and("withoutFirstAndLastTenth", Endings.rate(times, last / 10, last - last / 10))
                .and("seconds", (times.get(last) - times.getFirst()) / 1e9)
                .and("ended", times.size())
                .and("missing", backlog.accepted() - times.size())
                .and("troubles", endings.troubles())
                .flawedIf(
                        times.size() < backlog.accepted() || !endings.troubles().isEmpty());
    }
}
