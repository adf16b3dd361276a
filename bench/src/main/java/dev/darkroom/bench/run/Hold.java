package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.Refusal;
import dev.darkroom.bench.http.Request;
import dev.darkroom.bench.report.Report;
import dev.darkroom.bench.sockets.OwnerSockets;
import dev.darkroom.bench.system.AiServer;
import dev.darkroom.bench.system.Owners;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Whether a worker keeps all its calls busy: a queue that never runs dry in front of slow calls. The ideal is
/// `calls / ai`; what is missing from it is time in which a free place was not used.
///
/// @param calls the worker may hold at once: its `darkroom.worker.max-in-flight`
/// @param waits how often a generation waits for the AI server: once, or twice when it moderates as well
record Hold(Addresses system, int calls, Duration ai, int waits, Duration measured, int owners) implements Run {

    /// As many wait as are held: enough for every place to be filled the moment it is free.
    private static final int DEEP = 2;

    static Hold from(Arguments arguments) {
        var hold = new Hold(
                Addresses.from(arguments),
                arguments.whole("calls", 1000, 1, 10_000),
                Duration.ofMillis(arguments.whole("ai-millis", 5000, 100, 60_000)),
                arguments.whole("waits", 1, 1, 2),
                Duration.ofSeconds(arguments.whole("seconds", 60, 1, 300)),
                arguments.whole("owners", 8, 1, 64));
        if (hold.measured.compareTo(hold.call()) < 0) {
            throw new Refusal("--seconds must cover at least one call of the AI server");
        }
        return hold;
    }

    private Duration call() {
        return ai.multipliedBy(waits);
    }

    @Override
    public Report go(Stage stage) throws IOException, InterruptedException {
        var room = new Semaphore(calls * DEEP);
        var endings = new Endings(room::release);
        var start = 0L;
        var end = 0L;
        try (var ai = new AiServer(system.stub(), this.ai);
                var sockets = new OwnerSockets(system.notifier(), endings)) {
            stage.says().accept("making %d owners".formatted(owners));
            var requests = new ArrayList<Request>();
            for (var owner : new Owners(system.api(), stage.chance()).make(owners)) {
                sockets.open(owner, null);
                requests.add(Posts.by(owner, system.api(), Posts.BODY));
            }
            stage.says().accept("filling the worker's %,d places".formatted(calls));
            try (var _ = new Refill(requests, room, endings)) {
                if (!endings.await(1, call().plusSeconds(60))) {
                    throw new Refusal("nothing completed: is the worker running?");
                }
                // the first wave fills the places at the speed of accepting, so the second is the first to count
                Thread.sleep(call());
                stage.says().accept("measuring for %d s".formatted(window().toSeconds()));
                start = System.nanoTime();
                Thread.sleep(window());
                end = System.nanoTime();
            }
            ai.answerAfter(Duration.ZERO);
            stage.says().accept("letting the rest complete");
            if (!room.tryAcquire(calls * DEEP, call().toSeconds() + 30, TimeUnit.SECONDS)) {
                endings.trouble("not all completed afterwards");
            }
        }
        return report(endings, start, end);
    }

    /// Calls end in waves, so only whole waves compare with the ideal.
    private Duration window() {
        return call().multipliedBy(measured.dividedBy(call()));
    }

    private Report report(Endings endings, long start, long end) {
        var counted =
                endings.times().stream().filter(at -> at > start && at <= end).count();
        var perSecond = counted * 1e9 / (end - start);
        var ideal = calls * 1e9 / call().toNanos();
        return Report.with("completedPerSecond", perSecond)
                .and("idealPerSecond", ideal)
                .and("percentOfIdeal", 100 * perSecond / ideal)
                .and("completedWhileMeasured", counted)
                .and("troubles", endings.troubles())
                .flawedIf(!endings.troubles().isEmpty());
    }
}
