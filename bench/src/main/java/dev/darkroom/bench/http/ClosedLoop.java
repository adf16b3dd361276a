package dev.darkroom.bench.http;

import dev.darkroom.bench.arguments.Refusal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps one request in flight on every connection, from one thread over one selector: the next goes out when the
/// answer to the last is in. One thread, because every processor microsecond spent here is taken from what is measured.
public final class ClosedLoop implements AutoCloseable {

    private static final long SELECT_MILLIS = 50;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

    private final List<Request> requests;
    private final List<Lane> lanes = new ArrayList<>();
    private final Selector selector;
    private Tally tally;
    private int left;
    private int inFlight;

    /// Opens a connection for each of `requests`, which will send that one again and again.
    ///
    /// @throws Refusal when nobody listens there
    public ClosedLoop(List<Request> requests) throws IOException {
        this.requests = requests;
        this.tally = new Tally(requests.size());
        this.selector = Selector.open();
        for (var request : requests) {
            try {
                lanes.add(Lane.open(lanes.size(), request, selector));
            } catch (IOException unreachable) {
                close();
                throw new Refusal("nobody answers at %s (%s): start the system first"
                        .formatted(request.to(), unreachable.getMessage()));
            }
        }
    }

    /// Sends for that long, or until `most` were sent, and waits for the last answers.
    ///
    /// @return what was answered; its time ends with the last answer if `most` ended it, else with `duration`
    public Tally send(Duration duration, int most) throws IOException, InterruptedException {
        var counted = new Tally(requests.size());
        tally = counted;
        left = most;
        var threads = ManagementFactory.getThreadMXBean();
        var cpu = threads.getCurrentThreadCpuTime();
        var start = System.nanoTime();
        var end = start + duration.toNanos();
        for (var lane : List.copyOf(lanes)) {
            send(lane);
        }
        while (inFlight > 0 && System.nanoTime() < end) {
            turn();
        }
        counted.finished(
                Duration.ofNanos(System.nanoTime() - start), Duration.ofNanos(threads.getCurrentThreadCpuTime() - cpu));
        awaitLastAnswers();
        return counted;
    }

    /// What is still in flight is not counted: its end lies outside what was measured.
    private void awaitLastAnswers() throws IOException, InterruptedException {
        left = 0;
        tally = new Tally(requests.size());
        var patience = System.nanoTime() + LAST_ANSWERS.toNanos();
        while (inFlight > 0 && System.nanoTime() < patience) {
            turn();
        }
    }

    private void turn() throws IOException, InterruptedException {
        selector.select(this::ready, SELECT_MILLIS);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void ready(SelectionKey key) {
        var lane = (Lane) key.attachment();
        @Nullable Lane next;
        try {
            if (!key.isReadable()) {
                lane.write();
                return;
            }
            var answer = lane.read();
            if (answer == null) {
                return;
            }
            tally.answered(lane.number(), answer.status(), System.nanoTime() - lane.sentAt());
            next = answer.last() ? reopened(lane) : lane;
        } catch (IOException broken) {
            tally.lost();
            next = reopened(lane);
        }
        inFlight--;
        send(next);
    }

    private void send(@Nullable Lane lane) {
        if (lane == null || left == 0) {
            return;
        }
        left--;
        try {
            lane.send();
            inFlight++;
        } catch (IOException broken) {
            tally.lost();
            reopened(lane);
        }
    }

    /// A server that is gone refuses the new connection: then this lane rests, and the run ends when all do.
    private @Nullable Lane reopened(Lane lane) {
        lane.close();
        try {
            var fresh = Lane.open(lane.number(), requests.get(lane.number()), selector);
            lanes.set(lane.number(), fresh);
            return fresh;
        } catch (IOException gone) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        lanes.forEach(Lane::close);
        selector.close();
    }
}
