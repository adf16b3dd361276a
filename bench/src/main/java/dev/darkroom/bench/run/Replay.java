package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.http.ClosedLoop;
import dev.darkroom.bench.report.Report;
import dev.darkroom.bench.sockets.OwnerSockets;
import dev.darkroom.bench.system.AiServer;
import dev.darkroom.bench.system.Operator;
import dev.darkroom.bench.system.Owner;
import dev.darkroom.bench.system.Owners;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How fast an operator's replay puts dead letters back to work. They are made first: while the AI server is away,
/// generations with the shortest deadline there is run out of time.
///
/// @param perSecond the rate the operator allows
/// @param settle how long the workers get to see that the AI server is back
record Replay(
        Addresses system, int count, int perSecond, Duration settle, int owners, String email, String passwordFile)
        implements Run {

    private static final String SHORT_LIVED = """
            {"prompt":"a red fox in the snow","width":64,"height":64,"deadlineSeconds":30}""";
    private static final int CONNECTIONS = 32;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    static Replay from(Arguments arguments) {
        return new Replay(
                Addresses.from(arguments),
                arguments.whole("count", 1000, 1, 10_000),
                arguments.whole("per-second", 500, 1, 500),
                Duration.ofSeconds(arguments.whole("settle-seconds", 65, 0, 120)),
                arguments.whole("owners", 8, 1, 64),
                arguments.text("operator", "operator@darkroom.local"),
                arguments.text("operator-password-file", ".darkroom/keys/operator-password"));
    }

    @Override
    public Report go(Stage stage) throws IOException, InterruptedException {
        var owners = new Owners(system.api(), stage.chance());
        var made = owners.make(this.owners);
        var failed = new Endings(() -> {});
        try (var ai = new AiServer(system.stub(), Duration.ZERO)) {
            try (var sockets = new OwnerSockets(system.notifier(), failed)) {
                for (var owner : made) {
                    sockets.open(owner, null);
                }
                ai.goAway();
                try (var loop = new ClosedLoop(Posts.by(made, system.api(), SHORT_LIVED, CONNECTIONS))) {
                    stage.says().accept("making %,d dead letters, which takes a minute".formatted(count));
                    loop.send(LONGEST, count);
                }
                failed.await(count, LONGEST);
            }
            ai.answerAfter(Duration.ZERO);
            stage.says().accept("the AI server is back; giving the worker time to see it");
            Thread.sleep(settle);
            return replay(stage, made, Operator.signIn(system.api(), owners, email, passwordFile));
        }
    }

    /// Where the owners' notifications have come to: what failed before shall not be told again.
    private Map<Owner, String> cursors(Iterable<Owner> made) throws InterruptedException {
        var cursors = new HashMap<Owner, String>();
        try (var sockets = new OwnerSockets(system.notifier(), new Endings(() -> {}))) {
            for (var owner : made) {
                cursors.put(owner, sockets.open(owner, null));
            }
        }
        return cursors;
    }

    private Report replay(Stage stage, Iterable<Owner> made, Operator operator)
            throws IOException, InterruptedException {
        var cursors = cursors(made);
        var completed = new Endings(() -> {});
        try (var sockets = new OwnerSockets(system.notifier(), completed)) {
            for (var owner : made) {
                sockets.open(owner, cursors.get(owner));
            }
            var start = System.nanoTime();
            var replay = operator.replayExpired(perSecond);
            stage.says().accept("replaying %,d".formatted(replay.total()));
            while (replay.running() && System.nanoTime() - start < LONGEST.toNanos()) {
                Thread.sleep(50);
                replay = operator.look(replay);
            }
            var seconds = (System.nanoTime() - start) / 1e9;
            completed.await(replay.done(), LONGEST);
            var times = completed.times();
            return Report.with("replayedPerSecond", replay.done() / seconds)
                    .and("seconds", seconds)
                    .and("total", replay.total())
                    .and("replayed", replay.done())
                    .and("leftOut", replay.failed())
                    .and("secondsToTheLastPicture", times.isEmpty() ? -1 : (times.getLast() - start) / 1e9)
                    .and("completed", times.size())
                    .and("troubles", completed.troubles())
                    .flawedIf(replay.running()
                            || replay.done() < count
                            || times.size() < count
                            || !completed.troubles().isEmpty());
        }
    }
}
