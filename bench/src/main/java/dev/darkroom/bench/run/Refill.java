package dev.darkroom.bench.run;

import dev.darkroom.bench.http.Connections;
import dev.darkroom.bench.http.Request;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/// Posts a generation for every permit it gets, until closed: what ends gives its permit back and is replaced.
final class Refill implements AutoCloseable {

    private static final int CONNECTIONS = 32;

    private final List<Request> requests;
    private final Semaphore room;
    private final Endings endings;
    private final Connections connections;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread filler;

    Refill(List<Request> requests, Semaphore room, Endings endings) {
        this.requests = requests;
        this.room = room;
        this.endings = endings;
        this.connections = new Connections(requests.getFirst().to().socket(), CONNECTIONS);
        this.filler = Thread.ofVirtual().name("refill").start(this::fill);
    }

    private void fill() {
        try {
            for (int i = 0; ; i = (i + 1) % requests.size()) {
                var request = requests.get(i);
                room.acquire();
                senders.execute(() -> post(request));
            }
        } catch (InterruptedException | RejectedExecutionException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(Request request) {
        try {
            var status = connections.exchange(request, answer -> answer.status());
            if (status != 202) {
                notPosted("answered " + status);
            }
        } catch (IOException lost) {
            notPosted("post lost");
        } catch (InterruptedException stop) {
            room.release();
            Thread.currentThread().interrupt();
        }
    }

    private void notPosted(String why) {
        endings.trouble(why);
        room.release();
    }

    /// Stops posting and waits for the answers still to come.
    @Override
    public void close() {
        filler.interrupt();
        senders.close();
        connections.close();
    }
}
