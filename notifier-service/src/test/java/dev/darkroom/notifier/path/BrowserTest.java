package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A real browser on a page of another origin, with the client that we serve.
@RealParts
class BrowserTest {

    private static final String PAGE = """
            <!doctype html>
            <title>a page of someone else</title>
            <script type="module">
              const where = async () => (await fetch('/where')).json();
              const { connect, tickets } = await import((await where()).notifier + '/client/darkroom.js');
              window.heard = [];
              window.darkroom = connect({
                owner: 'the owner',
                ticket: async () => {
                  const { notifier, bearer } = await where();
                  const { ticket } = await tickets(notifier, bearer)();
                  return { ticket, url: notifier.replace('http', 'ws') + '/ws' };
                },
                onEvent: (event, { seq }) => heard.push(seq),
              });
            </script>
            """;

    private final Database database;
    private final Broker broker;
    private final UUID owner = UUID.randomUUID();
    private final AtomicReference<String> where = new AtomicReference<>("");

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    private HttpServer pages;
    private Map<String, String> settings;

    BrowserTest(Database database, Broker broker) {
        this.database = database;
        this.broker = broker;
    }

    @BeforeEach
    void aPageOfAnotherOrigin() throws IOException {
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/", exchange -> answer(exchange, "text/html", PAGE));
        pages.createContext("/where", exchange -> answer(exchange, "application/json", where.get()));
        pages.start();
        settings = Map.of("darkroom.cors.origins", page(), "darkroom.notifier.spread", "1s");
    }

    @AfterEach
    void noPage() {
        pages.stop(0);
    }

    @Test
    void a_page_hears_every_event_once_through_a_restart_and_a_reload() throws Exception {
        try (var browser = Chromium.orSkip(profile);
                var darkroom = new Darkroom(database, broker, settings)) {
            serves(darkroom, darkroom.notifier);
            browser.open(page());
            browser.await("darkroom.status.state", "open");
            darkroom.events.completed(owner);
            awaitHeard(browser, "[1]");

            darkroom.notifier.close();
            darkroom.events.completed(owner);
            darkroom.events.completed(owner);
            try (var next = darkroom.startNotifier(database, broker, settings)) {
                serves(darkroom, next);
                awaitHeard(browser, "[1,2,3]");

                browser.reload();
                browser.await("darkroom.status.state", "open");
                darkroom.events.completed(owner);
                awaitHeard(browser, "[4]");
            }
        }
    }

    /// Longer than the longest back-off.
    private static void awaitHeard(Chromium browser, String seqs) {
        within(
                Duration.ofSeconds(60),
                () -> assertThat(
                                browser.evaluate("JSON.stringify(window.heard)").asString())
                        .as(() -> "status " + browser.evaluate("JSON.stringify(window.darkroom?.status)"))
                        .isEqualTo(seqs));
    }

    private void serves(Darkroom darkroom, RunningNotifier notifier) {
        where.set("{\"notifier\":\"http://127.0.0.1:%d\",\"bearer\":\"%s\"}"
                .formatted(notifier.port(), darkroom.keys.token(owner)));
    }

    private String page() {
        return "http://127.0.0.1:" + pages.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (var to = exchange.getResponseBody()) {
            to.write(body);
        }
    }
}
