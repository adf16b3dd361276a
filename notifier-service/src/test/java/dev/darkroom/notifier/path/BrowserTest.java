package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.testkit.browser.Browser;
import dev.darkroom.testkit.browser.Tab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private static final Duration LONGER_THAN_ANY_BACK_OFF = Duration.ofSeconds(60);

    private static final String PAGE = """
            <!doctype html>
            <title>a page of someone else</title>
            <script type="module">
              const where = async () => (await fetch('/where')).json();
              const { connect, tickets } = await import((await where()).notifier + '/client/darkroom.js');
              window.heard = [];
              window.states = [];
              window.darkroom = connect({
                owner: 'the owner',
                ticket: async () => {
                  const { notifier, bearer } = await where();
                  const { ticket } = await tickets(notifier, bearer)();
                  return { ticket, url: notifier.replace('http', 'ws') + '/ws' };
                },
                onEvent: ({ id }, { seq }) => heard.push({ id, seq }),
                onState: state => states.push(state),
              });
            </script>
            """;

    private final Database database;
    private final Broker broker;
    private final UUID owner = UUID.randomUUID();
    private final AtomicReference<String> where = new AtomicReference<>("");

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path otherProfile;

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
        try (var browser = Browser.orSkip(profile);
                var tab = browser.tab();
                var darkroom = new Darkroom(database, broker, settings)) {
            serves(darkroom, darkroom.notifier);
            tab.go(page());
            tab.await("darkroom.status.state", "open");
            darkroom.events.completed(owner);
            awaitHeard(tab, "[1]");

            darkroom.notifier.close();
            darkroom.events.completed(owner);
            darkroom.events.completed(owner);
            try (var next = darkroom.startNotifier(database, broker, settings)) {
                serves(darkroom, next);
                awaitHeard(tab, "[1,2,3]");

                tab.reload();
                tab.await("darkroom.status.state", "open");
                darkroom.events.completed(owner);
                awaitHeard(tab, "[4]");
            }
        }
    }

    @Test
    void what_one_page_acknowledges_another_of_the_same_owner_hears() throws Exception {
        try (var browser = Browser.orSkip(profile);
                var tab = browser.tab();
                var otherBrowser = Browser.orSkip(otherProfile);
                var other = otherBrowser.tab();
                var darkroom = new Darkroom(database, broker, settings)) {
            serves(darkroom, darkroom.notifier);
            for (var each : List.of(tab, other)) {
                each.go(page());
                each.await("darkroom.status.state", "open");
            }
            var first = darkroom.events.completed(owner);
            darkroom.events.completed(owner);
            darkroom.events.completed(owner);
            for (var each : List.of(tab, other)) {
                awaitHeard(each, "[1,2,3]");
                each.await("darkroom.unacknowledged", "3");
            }

            assertThat(tab.evaluate("darkroom.ack(heard[0].id)").intValue()).isEqualTo(2);
            assertThat(tab.evaluate("darkroom.unacknowledged").intValue()).isEqualTo(2);
            other.await("darkroom.unacknowledged", "2");
            other.await("states.at(-1).changes.map(({ eventId }) => eventId).join()", first.toString());

            assertThat(other.evaluate("darkroom.ack(3)").intValue()).isZero();
            tab.await("darkroom.unacknowledged", "0");
            tab.await(
                    "String(states.at(-1).changes.map(({ eventId }) => eventId).join()"
                            + " === heard.slice(1).map(({ id }) => id).join())",
                    "true");
        }
    }

    @Test
    void what_is_acknowledged_while_the_notifier_is_down_is_written_down_by_the_next_one() throws Exception {
        try (var browser = Browser.orSkip(profile);
                var tab = browser.tab();
                var darkroom = new Darkroom(database, broker, settings)) {
            serves(darkroom, darkroom.notifier);
            tab.go(page());
            tab.await("darkroom.status.state", "open");
            darkroom.events.completed(owner);
            darkroom.events.completed(owner);
            awaitHeard(tab, "[1,2]");

            darkroom.notifier.close();
            tab.await("darkroom.status.state", "waiting");
            tab.evaluate("void darkroom.ack(heard[0].id).then(left => (window.left = left))");
            assertThat(tab.evaluate("String(window.left)").stringValue()).isEqualTo("undefined");

            try (var next = darkroom.startNotifier(database, broker, settings)) {
                serves(darkroom, next);
                within(
                        LONGER_THAN_ANY_BACK_OFF,
                        () -> assertThat(tab.evaluate("window.left ?? null").asString())
                                .isEqualTo("1"));
                assertThat(tab.evaluate("darkroom.unacknowledged").intValue()).isEqualTo(1);
                try (var device = Client.withBearer(next.socket(""), darkroom.keys.token(owner))) {
                    device.awaitEvents(1);
                    assertThat(device.seqs()).containsExactly(2L);
                }
            }
        }
    }

    private static void awaitHeard(Tab tab, String seqs) {
        within(
                LONGER_THAN_ANY_BACK_OFF,
                () -> assertThat(tab.evaluate("JSON.stringify(window.heard?.map(({ seq }) => seq))")
                                .asString())
                        .as(() -> "status " + tab.evaluate("JSON.stringify(window.darkroom?.status)"))
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
