package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.testkit.browser.Browser;
import dev.darkroom.testkit.browser.Tab;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
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

    private static final String NEWEST_FIRST = "Webhook disabled: https://example.org/hook,Ready: a hare,Ready: a fox";

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
        try (var browser = Browser.orSkip(profile);
                var tab = browser.tab();
                var demo = new Demo()) {
            demo.signIn(tab);

            order(tab, NASTY);
            tab.await("document.querySelector('.picture .stage').textContent", "waiting for a worker");
            demo.events.completed(demo.owner, demo.api.completed(NASTY).toString());
            tab.await("document.querySelector('.picture').dataset.status", "COMPLETE");
            tab.await("document.querySelector('.picture img')?.naturalWidth", "1");
            tab.await("document.getElementById('badge').textContent", "1");
            assertThat(tab.evaluate("document.querySelector('.picture p').textContent")
                            .stringValue())
                    .isEqualTo(NASTY);
            assertThat(tab.evaluate("document.querySelectorAll('img').length").intValue())
                    .isEqualTo(1);

            click(tab, "#inbox-toggle");
            click(tab, "#news button");
            tab.await("document.getElementById('badge').textContent", "0");
            tab.await("document.querySelector('#news li').dataset.seen", "true");

            click(tab, "#line");
            tab.await("document.getElementById('connection').textContent", "offline");
            order(tab, "a hare");
            tab.await("document.querySelectorAll('.picture').length", "2");
            demo.events.completed(demo.owner, demo.api.completed("a hare").toString());
            click(tab, "#line");
            tab.await("document.querySelectorAll('.picture[data-status=COMPLETE]').length", "2");
            tab.await("document.querySelectorAll('#news li').length", "2");
            tab.await("document.getElementById('badge').textContent", "1");
        }
    }

    @Test
    void the_demos_inbox_holds_what_is_unread_after_a_reload_and_follows_another_device() throws Exception {
        try (var browser = Browser.orSkip(profile);
                var tab = browser.tab();
                var demo = new Demo()) {
            demo.signIn(tab);
            order(tab, "a fox");
            order(tab, "a hare");
            tab.await("document.querySelectorAll('.picture').length", "2");
            demo.events.completed(demo.owner, demo.api.completed("a fox").toString());
            var second = demo.events.completed(
                    demo.owner, demo.api.completed("a hare").toString());
            demo.webhookDisabled();
            awaitNews(tab, NEWEST_FIRST, 0);
            assertThat(tab.evaluate("document.querySelectorAll('.picture').length")
                            .intValue())
                    .isEqualTo(2);

            tab.reload();
            tab.await("document.getElementById('connection').textContent", "live");
            awaitNews(tab, NEWEST_FIRST, 0);

            try (var device = Client.withBearer(demo.notifier.socket(""), demo.keys.token(demo.owner))) {
                device.awaitEvents(3);
                device.say("{\"type\":\"ack\",\"id\":\"d1\",\"through\":1}");
                awaitNews(tab, NEWEST_FIRST, 1);
                tab.await("document.getElementById('badge').textContent", "2");

                click(tab, "#line");
                tab.await("document.getElementById('connection').textContent", "offline");
                device.say("{\"type\":\"ack\",\"id\":\"d2\",\"eventIds\":[\"" + second + "\"]}");
                eventually(() -> assertThat(device.frames("ok")).hasSize(2));
                click(tab, "#line");
                awaitNews(tab, NEWEST_FIRST, 2);
                tab.await("document.getElementById('badge').textContent", "1");

                click(tab, "#ack-all");
                awaitNews(tab, NEWEST_FIRST, 3);
                tab.await("document.getElementById('badge').textContent", "0");
                assertThat(device.awaitFrame("state").get("unacknowledged").longValue())
                        .isZero();
            }
        }
    }

    @Test
    void the_description_is_shown_whole() throws Exception {
        try (var browser = Browser.orSkip(profile);
                var tab = browser.tab();
                var darkroom = new Darkroom(database, broker, Map.of())) {
            tab.go(darkroom.notifier.http("/asyncapi").toString());

            tab.await("document.querySelectorAll('main h2').length", "3");
            tab.await("document.querySelectorAll('article').length", "21");
            assertThat(tab.evaluate("document.body.innerText").stringValue())
                    .contains("4470", "frames a second", "resume", "unacknowledged", "webhook-signature")
                    .doesNotContain("undefined", "[object");
        }
    }

    private static void awaitNews(Tab tab, String headlines, int seen) {
        tab.await("[...document.querySelectorAll('#news .what')].map(each => each.textContent).join()", headlines);
        tab.await("document.querySelectorAll('#news [data-seen=true]').length", Integer.toString(seen));
    }

    private static void click(Tab tab, String selector) {
        tab.evaluate("document.querySelector('%s').click()".formatted(selector));
    }

    private static void order(Tab tab, String prompt) {
        fill(tab, "prompt", prompt);
        tab.evaluate("document.getElementById('order').requestSubmit()");
    }

    private static void fill(Tab tab, String field, String text) {
        tab.evaluate("document.getElementById('%s').value = %s".formatted(field, Tab.quoted(text)));
    }

    /// A notifier that knows its own address, and what its demo page speaks with.
    private final class Demo implements AutoCloseable {

        final UUID owner = UUID.randomUUID();
        final SigningKeys keys = new SigningKeys();
        final StandInApi api = new StandInApi(owner, () -> keys.token(owner));
        final Events events = new Events(broker);
        final RunningNotifier notifier;

        Demo() throws Exception {
            var port = freePort();
            var origin = "http://127.0.0.1:" + port;
            notifier = RunningNotifier.start(
                    database,
                    broker,
                    Map.of(
                            "server.port", Integer.toString(port),
                            "darkroom.identity.jwks-uri", keys.uri(),
                            "darkroom.cors.origins", origin,
                            "darkroom.public-url", api.address(),
                            "darkroom.notifier.public-url", origin));
        }

        void signIn(Tab tab) {
            tab.go(notifier.http("/demo").toString());
            tab.await("document.getElementById('sign-in').hidden", "false");
            fill(tab, "password", "a password of it");
            tab.evaluate("document.getElementById('sign-in').requestSubmit()");
            tab.await("document.getElementById('connection').textContent", "live");
        }

        /// What an owner is told whose webhook answers 410: no news of a generation.
        void webhookDisabled() {
            var record = Events.record(
                    owner,
                    UUID.randomUUID(),
                    "{\"webhookId\":\"" + UUID.randomUUID() + "\",\"url\":\"https://example.org/hook\"}");
            record.headers()
                    .remove("ce_type")
                    .add("ce_type", EventTypes.WEBHOOK_DISABLED.getBytes(StandardCharsets.UTF_8));
            events.send(record);
        }

        @Override
        public void close() {
            notifier.close();
            events.close();
            api.close();
            keys.close();
        }
    }

    /// Known before the service starts, since it goes into the list of origins.
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
