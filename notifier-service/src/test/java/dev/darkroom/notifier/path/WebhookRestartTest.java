package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@RealParts
class WebhookRestartTest {

    private final Database database;
    private final Broker broker;

    WebhookRestartTest(Database database, Broker broker) {
        this.database = database;
        this.broker = broker;
    }

    @Test
    void what_is_to_be_tried_again_survives_a_restart() throws Exception {
        var settings = new HashMap<>(WebhookTest.QUICK);
        settings.put("darkroom.notifier.webhook.retries", "2s,2s,2s");
        // Longer than a stop may take: what hangs is let go, and nobody waits for its lease of 35 s.
        settings.put("darkroom.notifier.webhook.timeout", "10s");
        try (var receiver = Receiver.answering(500);
                var hanging = Receiver.silent()) {
            var darkroom = new Darkroom(database, broker, settings);
            var owner = new Owner(darkroom.notifier, darkroom.keys);
            var hook = owner.hook(receiver.url());
            var inHand = owner.hook(hanging.url());
            var event = darkroom.events.completed(owner.id);
            receiver.await(1);
            hanging.await(1);
            var began = System.nanoTime();
            darkroom.notifier.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
            receiver.behaves((exchange, _) -> Receiver.answer(exchange, 200));
            hanging.behaves((exchange, _) -> Receiver.answer(exchange, 200));
            var before = receiver.heard().size();

            try (darkroom;
                    var _ = darkroom.startNotifier(database, broker, settings)) {
                var heard = receiver.await(before + 1).getLast();
                assertThat(heard.header("Webhook-id")).isEqualTo(event.toString());
                heard.isSignedWith(hook.secret());
                eventually(() -> assertThat(hanging.heard().getLast().verifies(inHand.secret()))
                        .isTrue());
                eventually(() -> assertThat(database.jdbc()
                                .queryForList("select distinct state from webhook_delivery", String.class))
                        .containsExactly("DELIVERED"));
            }
        }
    }

    @Test
    void two_instances_deliver_each_event_once() throws Exception {
        try (var receiver = Receiver.answering(200);
                var darkroom = new Darkroom(database, broker, WebhookTest.QUICK);
                var _ = darkroom.startNotifier(database, broker, WebhookTest.QUICK)) {
            var owner = new Owner(darkroom.notifier, darkroom.keys);
            owner.hook(receiver.url());
            var events = IntStream.range(0, 200)
                    .mapToObj(_ -> darkroom.events.completed(owner.id).toString())
                    .toList();

            receiver.await(200);
            eventually(() -> assertThat(database.jdbc()
                            .queryForObject(
                                    "select count(*) from webhook_delivery where owner_id = ? and state = 'DELIVERED'",
                                    Long.class,
                                    owner.id))
                    .isEqualTo(200));

            assertThat(receiver.heard().stream().map(heard -> heard.header("Webhook-id")))
                    .containsExactlyInAnyOrderElementsOf(events);
        }
    }

    @Test
    void private_addresses_and_plain_http_are_refused_unless_they_are_allowed() throws Exception {
        var guarded = new HashMap<>(WebhookTest.QUICK);
        guarded.put("darkroom.notifier.webhook.allow-private-addresses", "false");
        try (var receiver = Receiver.answering(200);
                var darkroom = new Darkroom(database, broker, guarded)) {
            var owner = new Owner(darkroom.notifier, darkroom.keys);
            assertThat(owner.ask("POST", "/api/webhook", "{\"url\":\"" + receiver.url() + "\"}")
                            .body())
                    .contains("WRONG_SCHEME");
            for (var host : new String[] {"127.0.0.1", "localhost", "[::1]"}) {
                var hook = owner.hook("https://" + host + ":" + receiver.port() + "/");
                owner.ask("POST", hook.path() + "/test", "");

                var log = owner.awaitDelivery(hook, "FAILED").get("log");

                assertThat(log.get(0).get("error").stringValue()).isEqualTo("ADDRESS_REFUSED");
                assertThat(log.get(0).get("status").isNull()).isTrue();
            }
        }
    }

    @Test
    void a_service_without_a_key_does_not_start() {
        var settings = Map.of("darkroom.notifier.webhook.key", "");
        assertThatThrownBy(() -> RunningNotifier.start(database, broker, settings))
                .rootCause()
                .hasMessageContaining("key");
    }
}
