package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.http.ClosedLoop;
import dev.darkroom.bench.http.Tally;
import dev.darkroom.bench.report.Report;
import dev.darkroom.bench.sockets.OwnerSockets;
import dev.darkroom.bench.system.Owner;
import dev.darkroom.bench.system.Owners;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Queues generations while the worker is stopped, for [Drain] to measure. The operator, or a script, stops the worker
/// first and starts it again when `drain` says it is ready.
record Fill(LoopbackAddress api, LoopbackAddress notifier, int count, int connections, int owners, String state)
        implements Run {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    static Fill from(Arguments arguments) {
        return new Fill(
                Addresses.api(arguments),
                arguments.address("notifier", "http://localhost:8082"),
                arguments.whole("count", 10_000, 1, 200_000),
                arguments.whole("connections", 64, 1, 1024),
                arguments.whole("owners", 8, 1, 64),
                arguments.text("state", Backlog.usualFile()));
    }

    @Override
    public Report go(Stage stage) throws IOException, InterruptedException {
        stage.says().accept("making %d owners".formatted(owners));
        var made = new Owners(api, stage.chance()).make(owners);
        var cursors = cursors(made);
        try (var loop = new ClosedLoop(Posts.by(made, api, Posts.BODY, connections))) {
            stage.says().accept("posting %,d".formatted(count));
            var tally = loop.send(LONGEST, count);
            new Backlog(shares(made, cursors, tally)).save(state);
            return Report.with("accepted", tally.accepted())
                    .and("acceptedPerSecond", tally.acceptedPerSecond())
                    .and("otherAnswers", tally.others())
                    .flawedIf(tally.accepted() < count);
        }
    }

    private List<String> cursors(List<Owner> made) throws InterruptedException {
        var cursors = new ArrayList<String>();
        try (var sockets = new OwnerSockets(notifier, new Endings(() -> {}))) {
            for (var owner : made) {
                cursors.add(sockets.open(owner, null));
            }
        }
        return cursors;
    }

    private List<Backlog.Share> shares(List<Owner> made, List<String> cursors, Tally tally) {
        return IntStream.range(0, owners)
                .mapToObj(i -> new Backlog.Share(
                        made.get(i).email(),
                        made.get(i).password(),
                        cursors.get(i),
                        IntStream.range(0, connections)
                                .filter(connection -> connection % owners == i)
                                .map(tally::acceptedBy)
                                .sum()))
                .toList();
    }
}
