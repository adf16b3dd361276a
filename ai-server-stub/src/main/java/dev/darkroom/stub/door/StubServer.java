package dev.darkroom.stub.door;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.stub.calls.Calls;
import dev.darkroom.stub.images.ImageDesk;
import dev.darkroom.stub.moderation.Moderator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stand-in AI server, listening.
public final class StubServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StubServer.class);

    /// The JDK's server reads these once, before its first instance. Without `nodelay` an answer waits 40 ms for
    /// the caller's delayed acknowledgement; with its 200 idle connections a thousand callers reconnect for ever;
    /// an idle connection outlives the callers' own 30 s, so that it is never closed under a request being sent.
    private static final Map<String, String> SERVER_PROPERTIES = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxIdleConnections", "20000",
            "jdk.httpserver.maxConnections", "20000",
            "sun.net.httpserver.idleInterval", "300");

    private static final int BACKLOG = 4_096;
    private static final int MOST_COUNTED_IDS = 1_000_000;
    private static final int SECONDS_TO_STOP = 1;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Closing closing;

    private StubServer(HttpServer server, ExecutorService threads, Closing closing) {
        this.server = server;
        this.threads = threads;
        this.closing = closing;
    }

    /// Listens and takes calls at once.
    ///
    /// @param chance for latencies, error rates, seeds and ids; asked anew on every thread
    /// @throws IOException where the address cannot be had
    public static StubServer start(InetSocketAddress address, Supplier<RandomGenerator> chance, InstantSource clock)
            throws IOException {
        SERVER_PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        var server = HttpServer.create(address, BACKLOG);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var closing = new Closing();
        var faults = new FaultDesk();
        var calls = new Calls(MOST_COUNTED_IDS);
        var images = new ImageDesk(Runtime.getRuntime().availableProcessors(), chance, clock);
        var routes = Routes.of(images, new Moderator(chance), faults, calls);
        server.createContext("/", new Door(routes, faults, calls, chance, closing));
        server.setExecutor(threads);
        server.start();
        var stub = new StubServer(server, threads, closing);
        log.atInfo().addKeyValue("address", stub.address()).log("Stand-in AI server is up and takes calls");
        return stub;
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    /// Ends every wait at once and gives answers under way a second; calls that hang are dropped.
    @Override
    public void close() {
        closing.begin();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                log.warn("Calls in hand take too long; their connections are closed now");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        threads.shutdownNow();
        log.info("Stand-in AI server stopped; its port is free");
    }
}
