package dev.darkroom.notifier.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The two pages in a real browser, under their own strict policies.
@RealParts
class DemoTest {

    private static final String NASTY = "<img src=x onerror=\"document.title='broken into'\"> a fox";

    private final Database database;
    private final Broker broker;

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    DemoTest(Database database, Broker broker) {
        this.database = database;
        this.broker = broker;
    }

    @Test
    void the_demo_signs_in_orders_a_picture_shows_it_and_goes_on_where_it_was_after_a_pause() throws Exception {
        var owner = UUID.randomUUID();
        var port = freePort();
        var origin = "http://127.0.0.1:" + port;
        try (var browser = Chromium.orSkip(profile);
                var keys = new SigningKeys();
                var api = new StandInApi(owner, () -> keys.token(owner));
                var events = new Events(broker);
                var notifier = RunningNotifier.start(
                        database,
                        broker,
                        Map.of(
                                "server.port", Integer.toString(port),
                                "darkroom.identity.jwks-uri", keys.uri(),
                                "darkroom.cors.origins", origin,
                                "darkroom.public-url", api.address(),
                                "darkroom.notifier.public-url", origin))) {
            browser.open(notifier.http("/demo").toString());
            browser.await("document.getElementById('sign-in').hidden", "false");
            fill(browser, "password", "a password of it");
            browser.evaluate("document.getElementById('sign-in').requestSubmit()");
            browser.await("document.getElementById('connection').textContent", "live");

            order(browser, NASTY);
            browser.await("document.querySelector('.picture .stage').textContent", "waiting for a worker");
            events.completed(owner, api.completed(NASTY).toString());
            browser.await("document.querySelector('.picture').dataset.status", "COMPLETE");
            browser.await("document.querySelector('.picture img')?.naturalWidth", "1");
            browser.await("document.getElementById('badge').textContent", "1");
            assertThat(browser.evaluate("document.querySelector('.picture p').textContent")
                            .stringValue())
                    .isEqualTo(NASTY);
            assertThat(browser.evaluate("document.querySelectorAll('img').length")
                            .intValue())
                    .isEqualTo(1);

            browser.evaluate("document.getElementById('line').click()");
            browser.await("document.getElementById('connection').textContent", "offline");
            order(browser, "a hare");
            browser.await("document.querySelectorAll('.picture').length", "2");
            events.completed(owner, api.completed("a hare").toString());
            browser.evaluate("document.getElementById('line').click()");
            browser.await("document.querySelectorAll('.picture[data-status=COMPLETE]').length", "2");
            browser.await("document.querySelectorAll('#news li').length", "2");
            browser.await("document.getElementById('badge').textContent", "2");
        }
    }

    @Test
    void the_description_is_shown_whole() throws Exception {
        try (var browser = Chromium.orSkip(profile);
                var darkroom = new Darkroom(database, broker, Map.of())) {
            browser.open(darkroom.notifier.http("/asyncapi").toString());

            browser.await("document.querySelectorAll('main h2').length", "3");
            browser.await("document.querySelectorAll('article').length", "21");
            assertThat(browser.evaluate("document.body.innerText").stringValue())
                    .contains("4470", "frames a second", "resume", "unacknowledged", "webhook-signature")
                    .doesNotContain("undefined", "[object");
        }
    }

    private static void order(Chromium browser, String prompt) {
        fill(browser, "prompt", prompt);
        browser.evaluate("document.getElementById('order').requestSubmit()");
    }

    private static void fill(Chromium browser, String field, String text) {
        browser.evaluate("document.getElementById('%s').value = %s".formatted(field, quoted(text)));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    /// Known before the service starts, since it goes into the list of origins.
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
