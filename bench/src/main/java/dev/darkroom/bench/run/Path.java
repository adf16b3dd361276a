package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.Refusal;
import dev.darkroom.bench.http.Connections;
import dev.darkroom.bench.http.Request;
import dev.darkroom.bench.report.Report;
import dev.darkroom.bench.sockets.OwnerSockets;
import dev.darkroom.bench.system.AiServer;
import dev.darkroom.bench.system.Owners;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// How long the path itself takes: from the moment a POST was due to the frame that says `completed`, less
/// the time the AI server took. Posts go out at a steady rate whether or not earlier ones are answered, and
/// count from when they were due, so that a stall is charged to everyone who would have met it.
///
/// @param ai what every answer of the AI server takes
/// @param waits how often a generation waits for it: once, or twice when it moderates as well
record Path(Addresses system, int rate, int warmup, int count, int owners, Duration ai, int waits) implements Run {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int CONNECTIONS = 256;

    static Path from(Arguments arguments) {
        var system = Addresses.from(arguments);
        var rate = arguments.whole("rate", 20, 1, 2000);
        var count = arguments.whole("count", 400, 1, 100_000);
        if (count / rate > 500) {
            throw new Refusal("%d at %d a second take over 500 s: take a smaller --count".formatted(count, rate));
        }
        return new Path(
                system,
                rate,
                rate * arguments.whole("warmup", 5, 0, 60),
                count,
                arguments.whole("owners", 4, 1, 64),
                Duration.ofMillis(arguments.whole("ai-millis", 0, 0, 60_000)),
                arguments.whole("waits", 1, 1, 2));
    }

    @Override
    public Report go(Stage stage) throws IOException, InterruptedException {
        var waited = ai.multipliedBy(waits);
        var journeys = new Journeys(waited);
        try (var _ = new AiServer(system.stub(), ai);
                var sockets = new OwnerSockets(system.notifier(), journeys)) {
            stage.says().accept("making %d owners".formatted(owners));
            var requests = new ArrayList<Request>();
            for (var owner : new Owners(system.api(), stage.chance()).make(owners)) {
                sockets.open(owner, null);
                requests.add(Posts.by(owner, system.api(), Posts.BODY));
            }
            stage.says().accept("posting %d to warm up, then %d, at %d a second".formatted(warmup, count, rate));
            post(requests, journeys);
            journeys.awaitAll(waited.plus(PATIENCE));
        }
        return Report.with("fromDueMillis", journeys.fromDue().millis())
                .and("fromSentMillis", journeys.fromSent().millis())
                .and("acceptMillis", journeys.accept().millis())
                .and("completed", journeys.fromDue().count())
                .and("troubles", journeys.troubles())
                .flawedIf(journeys.fromDue().count() < count
                        || !journeys.troubles().isEmpty());
    }

    private void post(List<Request> requests, Journeys journeys) throws InterruptedException {
        var first = requests.getFirst();
        try (var connections = new Connections(first.to().socket(), CONNECTIONS);
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = System.nanoTime();
            for (int i = 0; i < warmup + count; i++) {
                var due = start + i * 1_000_000_000L / rate;
                var recorded = i >= warmup;
                var request = requests.get(i % requests.size());
                waitUntil(due);
                senders.execute(() -> post(request, connections, journeys, due, recorded));
            }
        }
    }

    private static void post(Request request, Connections connections, Journeys journeys, long due, boolean recorded) {
        var post = new Journeys.Post(due, System.nanoTime(), recorded);
        try {
            connections.exchange(request, answer -> {
                var answered = System.nanoTime();
                answer.text("generationId")
                        .filter(_ -> answer.accepted())
                        .ifPresentOrElse(
                                id -> journeys.posted(id, post, answered),
                                () -> journeys.trouble("answered " + answer.status()));
                return answered;
            });
        } catch (IOException lost) {
            journeys.trouble("post lost");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void waitUntil(long due) throws InterruptedException {
        for (long left; (left = due - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
