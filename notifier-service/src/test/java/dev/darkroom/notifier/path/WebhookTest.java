package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.Topics;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class WebhookTest {

    static final Map<String, String> QUICK = Map.of(
            "darkroom.notifier.webhook.retries", "200ms,300ms,400ms",
            "darkroom.notifier.webhook.timeout", "1500ms",
            "darkroom.notifier.webhook.per-owner", "3",
            "darkroom.notifier.webhook.look-every", "100ms");

    private Database database;
    private Darkroom darkroom;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        this.database = database;
        darkroom = new Darkroom(database, broker, QUICK);
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    private Owner owner() {
        return new Owner(darkroom.notifier, darkroom.keys);
    }

    @Test
    void an_event_reaches_the_webhook_signed_and_byte_for_byte_as_it_is_stored(CapturedOutput output) throws Exception {
        var owner = owner();
        try (var receiver = Receiver.answering(200)) {
            var hook = owner.hook(receiver.url());
            var event = darkroom.events.completed(owner.id, "{ \"prompt\" : \"ein Fuchs 🦊\", \"n\": 1.50 }");

            var heard = receiver.await(1).getFirst();

            heard.isSignedWith(hook.secret());
            assertThat(heard.body())
                    .isEqualTo(database.jdbc()
                            .queryForObject(
                                    "select envelope from notification where owner_id = ?", String.class, owner.id));
            assertThat(heard.header("Webhook-id")).isEqualTo(event.toString());
            assertThat(heard.header("Content-type")).isEqualTo("application/json");
            assertThat(heard.header("User-agent")).startsWith("darkroom/");
            var read = EventFormatProvider.getInstance()
                    .resolveFormat(JsonFormat.CONTENT_TYPE)
                    .deserialize(heard.body().getBytes(UTF_8));
            assertThat(read.getId()).isEqualTo(event.toString());
            assertThat(read.getType()).isEqualTo(EventTypes.COMPLETED);
            assertThat(read.getExtension("sequence")).isEqualTo("00000000000000000001");
            assertThat(read.getExtension("traceparent")).isEqualTo(Events.TRACEPARENT);
            assertThat(heard.header("Traceparent")).isEqualTo(Events.TRACEPARENT);

            var delivery = owner.awaitDelivery(hook, "DELIVERED");
            assertThat(delivery.get("eventId").stringValue()).isEqualTo(event.toString());
            assertThat(delivery.get("attempts").intValue()).isEqualTo(1);
            assertThat(delivery.get("nextAttemptAt").isNull()).isTrue();
            assertThat(delivery.at("/log/0/status").intValue()).isEqualTo(200);

            assertThat(owner.ask("GET", "/api/webhook", "").body()).doesNotContain("whsec_", "secret\":");
            assertThat(owner.ask("GET", hook.path(), "").body()).doesNotContain("whsec_", "secret\":");
            assertThat(output.getAll()).doesNotContain("whsec_", hook.secret().substring(6));
            assertThat(database.jdbc().queryForList("select secret::text from webhook_endpoint", String.class))
                    .noneMatch(kept -> kept.contains("whsec_"));
        }
    }

    @Test
    void a_failed_attempt_is_made_again_with_the_same_id_until_it_succeeds() throws Exception {
        var owner = owner();
        try (var receiver = Receiver.answering(500, 302, 200)) {
            receiver.behaves((exchange, nth) -> {
                exchange.getResponseHeaders().add("Location", receiver.url() + "&redirected");
                Receiver.answer(exchange, nth == 1 ? 500 : nth == 2 ? 302 : 200);
            });
            var hook = owner.hook(receiver.url());
            darkroom.events.completed(owner.id);

            var delivery = owner.awaitDelivery(hook, "DELIVERED");

            assertThat(receiver.heard()).hasSize(3);
            assertThat(receiver.heard().stream()
                            .map(heard -> heard.header("Webhook-id"))
                            .distinct())
                    .hasSize(1);
            receiver.heard().forEach(heard -> heard.isSignedWith(hook.secret()));
            assertThat(delivery.get("attempts").intValue()).isEqualTo(3);
            assertThat(delivery.get("log")
                            .valueStream()
                            .map(attempt -> attempt.get("status").intValue()))
                    .containsExactly(500, 302, 200);
            assertThat(Duration.between(
                            receiver.heard().get(0).at(),
                            receiver.heard().get(1).at()))
                    .isGreaterThan(Duration.ofMillis(150));
            eventually(
                    () -> assertThat(owner.get(hook.path()).get("failingSince").isNull())
                            .isTrue());
        }
    }

    @Test
    void after_the_last_attempt_a_delivery_has_failed_and_can_be_sent_again() throws Exception {
        var owner = owner();
        try (var receiver = Receiver.answering(500)) {
            var hook = owner.hook(receiver.url());
            var event = darkroom.events.completed(owner.id);
            var failed = owner.awaitDelivery(hook, "FAILED");
            assertThat(failed.get("attempts").intValue()).isEqualTo(4);
            assertThat(receiver.heard()).hasSize(4);
            assertThat(owner.get(hook.path()).get("failingSince").isNull()).isFalse();
            receiver.behaves((exchange, _) -> Receiver.answer(exchange, 204));

            var again = owner.ask(
                    "POST",
                    hook.path() + "/deliveries/" + failed.get("deliveryId").stringValue() + "/redeliver",
                    "");

            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(WireJson.mapper().readTree(again.body()).get("attempts").intValue())
                    .isZero();
            var delivered = owner.awaitDelivery(hook, "DELIVERED");
            assertThat(receiver.await(5).getLast().header("Webhook-id")).isEqualTo(event.toString());
            assertThat(delivered.get("log")).hasSize(5);
            assertThat(owner.get(hook.path() + "/deliveries?state=FAILED").get("items"))
                    .isEmpty();
        }
    }

    @Test
    void a_busy_receiver_is_given_the_time_it_asks_for() throws Exception {
        var owner = owner();
        try (var receiver = new Receiver((exchange, nth) -> {
            exchange.getResponseHeaders().add("Retry-After", "2");
            Receiver.answer(exchange, nth == 1 ? 503 : 200);
        })) {
            owner.hook(receiver.url());
            darkroom.events.completed(owner.id);

            var heard = receiver.await(2);

            assertThat(Duration.between(heard.get(0).at(), heard.get(1).at())).isGreaterThan(Duration.ofMillis(1_900));
        }
    }

    @Test
    void gone_switches_the_webhook_off_and_its_owner_hears_of_it() throws Exception {
        var owner = owner();
        try (var receiver = Receiver.answering(503, 410)) {
            var hook = owner.hook(receiver.url());
            IntStream.range(0, 3).forEach(_ -> darkroom.events.completed(owner.id));

            eventually(() -> assertThat(
                            owner.get(hook.path()).get("disabledBecause").stringValue(""))
                    .isEqualTo("GONE"));

            eventually(() -> assertThat(owner.deliveries(hook))
                    .hasSize(3)
                    .allSatisfy(delivery ->
                            assertThat(delivery.get("state").stringValue()).isEqualTo("FAILED")));
            var told = awaitNotification(owner, EventTypes.WEBHOOK_DISABLED);
            assertThat(told.get("subject").stringValue()).isEqualTo(hook.id().toString());
            assertThat(told.at("/data/disabledBecause").stringValue()).isEqualTo("GONE");
            assertThat(told.toString()).doesNotContain("secret\":");
            assertThat(owner.ask("POST", hook.path() + "/test", "").statusCode())
                    .isEqualTo(400);

            receiver.behaves((exchange, _) -> Receiver.answer(exchange, 200));
            assertThat(owner.patch(hook, "{\"enabled\":true}")
                            .get("disabledBecause")
                            .isNull())
                    .isTrue();
            var before = receiver.heard().size();
            darkroom.events.completed(owner.id);
            receiver.await(before + 1);
        }
    }

    @Test
    void a_webhook_that_fails_for_days_is_switched_off_and_what_waits_goes_on_when_it_is_enabled() throws Exception {
        var owner = owner();
        try (var receiver = new Receiver((exchange, _) -> {
            exchange.getResponseHeaders().add("Retry-After", "2");
            Receiver.answer(exchange, 503);
        })) {
            var hook = owner.hook(receiver.url());
            failingForDays(hook); // weeks ago, and nothing has waited since
            darkroom.events.completed(owner.id);
            receiver.await(1);
            eventually(() -> assertThat(Instant.parse(
                            owner.get(hook.path()).get("failingSince").stringValue()))
                    .isAfter(Instant.now().minusSeconds(60)));
            assertThat(owner.get(hook.path()).get("enabled").booleanValue()).isTrue();

            failingForDays(hook); // and something waits to be tried again

            eventually(() -> assertThat(
                            owner.get(hook.path()).get("disabledBecause").stringValue(""))
                    .isEqualTo("FAILING"));

            assertThat(awaitNotification(owner, EventTypes.WEBHOOK_DISABLED)
                            .at("/data/disabledBecause")
                            .stringValue())
                    .isEqualTo("FAILING");
            assertThat(receiver.heard()).hasSize(2);
            receiver.behaves((exchange, _) -> Receiver.answer(exchange, 200));
            owner.patch(hook, "{\"enabled\":true}");
            owner.awaitDelivery(hook, "DELIVERED");
        }
    }

    private void failingForDays(Owner.Hook hook) {
        database.jdbc()
                .update(
                        "update webhook_endpoint set failing_since = now() - interval '5 days 1 hour' where id = ?",
                        hook.id());
    }

    /// Does the work of the relay, which lives in other services, and waits for the inbox.
    private JsonNode awaitNotification(Owner owner, String type) {
        eventually(() -> {
            var rows = database.jdbc()
                    .queryForList(
                            "delete from outbox where record_key = ? returning headers::text, payload",
                            owner.id.toString());
            for (var row : rows) {
                var record = new ProducerRecord<>(
                        Topics.EVENTS,
                        owner.id.toString(),
                        String.valueOf(row.get("payload")).getBytes(UTF_8));
                WireJson.mapper()
                        .readTree(String.valueOf(row.get("headers")))
                        .properties()
                        .forEach(header -> record.headers()
                                .add(
                                        header.getKey(),
                                        header.getValue().stringValue().getBytes(UTF_8)));
                darkroom.events.send(record);
            }
            assertThat(database.jdbc()
                            .queryForList(
                                    "select envelope from notification where owner_id = ? and type = ?",
                                    String.class,
                                    owner.id,
                                    type))
                    .hasSize(1);
        });
        return WireJson.mapper()
                .readTree(database.jdbc()
                        .queryForObject(
                                "select envelope from notification where owner_id = ? and type = ?",
                                String.class,
                                owner.id,
                                type));
    }

    @Test
    void receivers_that_hang_delay_no_other_however_much_waits_for_them() throws Exception {
        var owner = owner();
        var other = owner();
        try (var silent = Receiver.silent();
                var dripping = new Receiver((exchange, _) -> {
                    exchange.sendResponseHeaders(200, 0);
                    while (true) {
                        exchange.getResponseBody().write('.');
                        exchange.getResponseBody().flush();
                        Thread.sleep(50);
                    }
                });
                var lively = Receiver.answering(200)) {
            var dead = owner.hook(silent.url());
            backlog(owner, dead, 2_000);
            owner.hook(dripping.url());
            other.hook(lively.url());
            silent.await(1);

            for (int n = 1; n <= 5; n++) {
                var began = System.nanoTime();
                darkroom.events.completed(owner.id);
                darkroom.events.completed(other.id);
                lively.await(n);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1_400));
            }
            dripping.await(5);
            assertThat(silent.heard()).hasSizeLessThan(40);
            assertThat(owner.ask("DELETE", dead.path(), "").statusCode()).isEqualTo(204);
        }
    }

    private void backlog(Owner owner, Owner.Hook hook, int many) {
        database.jdbc().update("""
                        insert into webhook_delivery (id, endpoint_id, owner_id, event_id, type, payload)
                        select uuidv7(), ?, ?, gen_random_uuid(), 'x', '{}' from generate_series(1, ?)
                        """, hook.id(), owner.id, many);
    }

    @Test
    void while_a_rotation_lasts_both_secrets_sign() throws Exception {
        var owner = owner();
        try (var receiver = Receiver.answering(200)) {
            var hook = owner.hook(receiver.url());
            var rotated = owner.patch(hook, "{\"rotateSecret\":true}");
            var fresh = rotated.get("secret").stringValue();
            assertThat(fresh).startsWith("whsec_").isNotEqualTo(hook.secret());
            assertThat(rotated.get("formerSecretUntil").isNull()).isFalse();
            darkroom.events.completed(owner.id);

            var both = receiver.await(1).getFirst();

            both.isSignedWith(fresh);
            both.isSignedWith(hook.secret());
            assertThat(both.header("Webhook-signature").split(" ", -1)).hasSize(2);

            database.jdbc().update("update webhook_endpoint set former_until = now() where id = ?", hook.id());
            darkroom.events.completed(owner.id);
            var one = receiver.await(2).get(1);
            one.isSignedWith(fresh);
            assertThat(one.verifies(hook.secret())).isFalse();
        }
    }

    @Test
    void a_test_event_goes_to_one_webhook_and_into_no_inbox() throws Exception {
        var owner = owner();
        try (var receiver = Receiver.answering(200)) {
            var hook = owner.hook(receiver.url());

            var answer = owner.ask("POST", hook.path() + "/test", "");

            assertThat(answer.statusCode()).isEqualTo(202);
            var heard = receiver.await(1).getFirst();
            heard.isSignedWith(hook.secret());
            var read = EventFormatProvider.getInstance()
                    .resolveFormat(JsonFormat.CONTENT_TYPE)
                    .deserialize(heard.body().getBytes(UTF_8));
            assertThat(read.getType()).isEqualTo(EventTypes.WEBHOOK_TEST);
            assertThat(read.getSubject()).isEqualTo(hook.id().toString());
            owner.awaitDelivery(hook, "DELIVERED");
            assertThat(database.jdbc()
                            .queryForList("select seq from notification where owner_id = ?", Long.class, owner.id))
                    .isEmpty();
        }
    }

    @Test
    void a_hundred_tests_and_redeliveries_may_wait_and_the_next_is_asked_to_come_later() throws Exception {
        var owner = owner();
        try (var receiver = Receiver.answering(200)) {
            var hook = owner.hook(receiver.url());
            owner.ask("POST", hook.path() + "/test", "");
            var delivered =
                    owner.awaitDelivery(hook, "DELIVERED").get("deliveryId").stringValue();
            var redelivery = hook.path() + "/deliveries/" + delivered + "/redeliver";
            database.jdbc().update("""
                            insert into webhook_delivery
                                   (id, endpoint_id, owner_id, event_id, seq, type, payload, attempts, log, due_at)
                            select uuidv7(), ?, ?, gen_random_uuid(), n, 'x', case when n <= 50 then '{}' end,
                                   case when n <= 100 then 0 else 1 end,
                                   case when n <= 50 then '[]'::jsonb else '[{}]'::jsonb end,
                                   now() + interval '1 hour'
                              from generate_series(1, 300) as n
                            """, hook.id(), owner.id);

            for (var path : new String[] {hook.path() + "/test", redelivery}) {
                var refused = owner.ask("POST", path, "");
                assertThat(refused.statusCode()).as(path).isEqualTo(429);
                assertThat(refused.body()).contains("RATE_LIMITED");
                assertThat(refused.headers().firstValue("Retry-After")).contains("10");
            }
            assertThat(owner.ask(
                                    "POST",
                                    redelivery.replace(
                                            delivered, UUID.randomUUID().toString()),
                                    "")
                            .statusCode())
                    .isEqualTo(404);
            var elsewhere = owner.hook(receiver.url());
            assertThat(owner.ask("POST", elsewhere.path() + "/test", "").statusCode())
                    .isEqualTo(202);

            database.jdbc()
                    .update("delete from webhook_delivery where endpoint_id = ? and seq in (50, 100)", hook.id());
            assertThat(owner.ask("POST", redelivery, "").statusCode()).isEqualTo(202);
            assertThat(owner.ask("POST", hook.path() + "/test", "").statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void a_webhook_hears_only_of_the_types_it_asked_for_and_only_while_it_is_enabled() throws Exception {
        var owner = owner();
        try (var picky = Receiver.answering(200);
                var off = Receiver.answering(200);
                var all = Receiver.answering(200)) {
            owner.order("{\"url\":\"%s\",\"types\":[\"%s\"]}".formatted(picky.url(), EventTypes.FAILED));
            owner.patch(owner.hook(off.url()), "{\"enabled\":false}");
            owner.hook(all.url());
            darkroom.events.completed(owner.id);
            all.await(1);
            assertThat(database.jdbc()
                            .queryForObject(
                                    "select count(*) from webhook_delivery where owner_id = ?", Long.class, owner.id))
                    .isEqualTo(1);
            assertThat(picky.heard()).isEmpty();
            assertThat(off.heard()).isEmpty();
        }
    }

    @Test
    void a_webhook_is_its_owners_alone() throws Exception {
        var owner = owner();
        var stranger = owner();
        try (var receiver = Receiver.answering(200)) {
            var hook = owner.hook(receiver.url());
            owner.ask("POST", hook.path() + "/test", "");
            var delivery =
                    owner.awaitDelivery(hook, "DELIVERED").get("deliveryId").stringValue();
            var asked = new HashMap<String, String>();
            asked.put("GET " + hook.path(), "");
            asked.put("PATCH " + hook.path(), "{\"enabled\":false}");
            asked.put("DELETE " + hook.path(), "");
            asked.put("POST " + hook.path() + "/test", "");
            asked.put("GET " + hook.path() + "/deliveries", "");
            asked.put("POST " + hook.path() + "/deliveries/" + delivery + "/redeliver", "");
            asked.forEach((what, body) -> {
                var words = what.split(" ", 2);
                var answer = stranger.ask(words[0], words[1], body);
                assertThat(answer.statusCode()).as(what).isEqualTo(404);
                assertThat(answer.body()).contains("NOT_FOUND");
            });
            assertThat(stranger.get("/api/webhook").get("items")).isEmpty();
            var elsewhere = stranger.hook(receiver.url());
            assertThat(stranger.ask("POST", elsewhere.path() + "/deliveries/" + delivery + "/redeliver", "")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(owner.get(hook.path()).get("enabled").booleanValue()).isTrue();
        }
    }

    @Test
    void an_order_that_is_not_valid_is_refused_with_the_field_named() {
        var owner = owner();
        for (var order : new String[] {
            "{}",
            "{\"url\":null}",
            "{\"url\":\"\"}",
            "{\"url\":\"nowhere\"}",
            "{\"url\":\"ftp://example.org/\"}",
            "{\"url\":\"file:///etc/passwd\"}",
            "{\"url\":\"http://user:pass@example.org/\"}",
            "{\"url\":\"https://example.org/#part\"}",
            "{\"url\":\"https://example.org:99999/\"}",
            "{\"url\":\"https://ex ample.org/\"}",
            "{\"url\":\"https://example.org/" + "a".repeat(2_048) + "\"}",
            "{\"url\":\"https://example.org/\",\"types\":[\"no.such.type\"]}",
            "{\"url\":\"https://example.org/\",\"types\":[null]}",
            "{\"url\":\"https://example.org/\",\"surprise\":1}",
            "{\"url\":7}"
        }) {
            var answer = owner.ask("POST", "/api/webhook", order);
            assertThat(answer.statusCode()).as(order + answer.body()).isEqualTo(400);
            assertThat(answer.body()).as(order).contains("VALIDATION_FAILED", "\"field\":");
        }
        var hooks = IntStream.range(0, 3)
                .mapToObj(_ -> owner.hook("http://127.0.0.1:9/"))
                .toList();
        assertThat(owner.ask("POST", "/api/webhook", "{\"url\":\"http://127.0.0.1:9/\"}")
                        .body())
                .contains("TOO_MANY");
        var page = owner.get("/api/webhook?limit=2");
        assertThat(page.get("items")).hasSize(2);
        var rest = owner.get(
                "/api/webhook?limit=2&cursor=" + page.get("nextCursor").stringValue());
        assertThat(rest.at("/items/0/webhookId").stringValue())
                .isEqualTo(hooks.getFirst().id().toString());
        assertThat(rest.get("nextCursor").isNull()).isTrue();
        assertThat(owner.ask("GET", "/api/webhook?limit=101", "").statusCode()).isEqualTo(400);
        assertThat(owner.ask("GET", "/api/webhook?cursor=nonsense", "").statusCode())
                .isEqualTo(400);
        assertThat(owner.ask("PATCH", hooks.getFirst().path(), "{\"url\":\"gopher://x/\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(owner.ask("PATCH", hooks.getFirst().path(), "{\"enabled\":\"yes\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void attempts_are_counted_by_their_outcome() throws Exception {
        var owner = owner();
        var delivered = darkroom.notifier
                .part(MeterRegistry.class)
                .counter("darkroom.notifier.webhook.attempts", "outcome", "delivered");
        var before = delivered.count();
        try (var receiver = Receiver.answering(200)) {
            owner.hook(receiver.url());
            darkroom.events.completed(owner.id);
            eventually(() -> assertThat(delivered.count()).isGreaterThan(before));
        }
    }

    @Test
    void an_unknown_delivery_is_not_found() {
        var owner = owner();
        var hook = owner.hook("http://127.0.0.1:9/");

        assertThat(owner.ask("POST", hook.path() + "/deliveries/" + UUID.randomUUID() + "/redeliver", "")
                        .statusCode())
                .isEqualTo(404);
    }
}
