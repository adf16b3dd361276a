package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.Exposition;
import dev.darkroom.testkit.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryTest {

    private Database database;
    private Darkroom darkroom;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        this.database = database;
        darkroom = new Darkroom(
                database,
                broker,
                Map.of(
                        "darkroom.notifier.limits.sessions-per-owner", "3",
                        "darkroom.notifier.limits.stall-after", "2s"));
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    @Test
    void an_outcome_on_kafka_becomes_a_frame_on_each_of_its_owners_sockets() {
        var owner = UUID.randomUUID();
        try (var one = darkroom.listen(owner);
                var other = darkroom.listen(owner)) {
            one.awaitFrame("welcome");
            other.awaitFrame("welcome");
            var event = darkroom.events.completed(owner);

            for (var client : List.of(one, other)) {
                var frame = client.awaitFrame("event");
                assertThat(frame.get("seq").longValue()).isEqualTo(1);
                assertThat(frame.get("replay").booleanValue()).isFalse();
                assertThat(frame.at("/event/id").stringValue()).isEqualTo(event.toString());
                assertThat(frame.at("/event/sequence").stringValue()).isEqualTo("00000000000000000001");
            }
        }
    }

    @Test
    void the_frame_carries_the_envelope_that_is_stored_byte_for_byte() {
        var owner = UUID.randomUUID();
        try (var client = darkroom.listen(owner)) {
            client.awaitFrame("welcome");
            darkroom.events.completed(owner, "{ \"prompt\" : \"ein Fuchs 🦊 \\u00e9\", \"n\": 1.50 }");
            client.awaitEvents(1);

            var stored = database.jdbc()
                    .queryForObject("select envelope from notification where owner_id = ?", String.class, owner);
            assertThat(client.heard().getLast())
                    .contains("{ \"prompt\" : \"ein Fuchs 🦊 \\u00e9\", \"n\": 1.50 }")
                    .endsWith(",\"event\":" + stored + "}");
        }
    }

    @Test
    void an_event_longer_than_the_socket_buffer_arrives_whole() {
        var owner = UUID.randomUUID();
        var prompt = "狐".repeat(15_000);
        try (var client = darkroom.listen(owner)) {
            client.awaitFrame("welcome");
            darkroom.events.completed(owner, "{\"prompt\":\"" + prompt + "\"}");

            assertThat(client.awaitFrame("event").at("/event/data/prompt").stringValue())
                    .isEqualTo(prompt);
        }
    }

    @Test
    void nobody_sees_another_owners_events() {
        var owner = UUID.randomUUID();
        var stranger = UUID.randomUUID();
        try (var client = darkroom.listen(owner);
                var strangers = darkroom.listen(stranger, "?after=" + UUID.randomUUID())) {
            client.awaitFrame("welcome");
            strangers.awaitFrame("welcome");
            darkroom.events.completed(owner);
            var theirs = darkroom.events.completed(stranger);
            client.awaitEvents(1);
            strangers.awaitEvents(1);

            assertThat(strangers.frames("event"))
                    .singleElement()
                    .satisfies(frame ->
                            assertThat(frame.at("/event/id").stringValue()).isEqualTo(theirs.toString()));
            assertThat(strangers.heard()).noneMatch(frame -> frame.contains(owner.toString()));
        }
    }

    @Test
    void a_stranger_with_the_owners_cursor_sees_nothing_of_his() {
        var owner = UUID.randomUUID();
        store(owner, 3);
        String cursor;
        try (var client = darkroom.listen(owner)) {
            cursor = client.awaitFrame("welcome").get("cursor").stringValue();
        }
        try (var stranger = darkroom.listen(UUID.randomUUID(), "?after=" + cursor.replaceFirst(":.*", ":0"))) {
            var welcome = stranger.awaitFrame("welcome");

            assertThat(welcome.get("head").longValue()).isZero();
            assertThat(welcome.at("/resume/mode").stringValue()).isEqualTo("gap");
            stranger.awaitFrame("gap");
            assertThat(stranger.frames("event")).isEmpty();
        }
    }

    @Test
    void a_cursor_brings_everything_after_it_in_order_then_live() {
        var owner = UUID.randomUUID();
        store(owner, 450);
        String epoch;
        try (var client = darkroom.listen(owner)) {
            epoch = client.awaitFrame("welcome").get("cursor").stringValue().replaceFirst(":.*", "");
        }
        try (var client = darkroom.listen(owner, "?after=" + epoch + ":20")) {
            IntStream.range(0, 100).forEach(_ -> darkroom.events.completed(owner));
            client.awaitEvents(530);

            var welcome = client.awaitFrame("welcome");
            assertThat(welcome.at("/resume/mode").stringValue()).isEqualTo("cursor");
            assertThat(welcome.at("/resume/after").longValue()).isEqualTo(20);
            long through = welcome.at("/resume/through").longValue();
            assertThat(through).isBetween(450L, 550L);
            assertThat(welcome.at("/resume/count").longValue()).isEqualTo(through - 20);
            assertThat(client.seqs())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(21, 550).boxed().toList());
            assertThat(client.frames("event"))
                    .allSatisfy(frame -> assertThat(frame.get("replay").booleanValue())
                            .isEqualTo(frame.get("seq").longValue() <= through));
            assertThat(client.frames("gap")).isEmpty();
        }
    }

    @Test
    void a_client_that_has_everything_gets_nothing_twice() {
        var owner = UUID.randomUUID();
        store(owner, 5);
        String cursor;
        try (var client = darkroom.listen(owner)) {
            cursor = client.awaitFrame("welcome").get("cursor").stringValue();
        }
        try (var client = darkroom.listen(owner, "?after=" + cursor)) {
            client.awaitFrame("welcome");
            darkroom.events.completed(owner);
            client.awaitEvents(1);

            assertThat(client.seqs()).containsExactly(6L);
        }
    }

    @Test
    void a_client_without_a_cursor_gets_what_is_unacknowledged_then_live() {
        var owner = UUID.randomUUID();
        store(owner, 6);
        try (var before = darkroom.listen(owner)) {
            before.awaitEvents(6);
            for (var seen : List.of(1, 3)) {
                var id = before.frames("event").get(seen).at("/event/id").stringValue();
                before.say("{\"type\":\"ack\",\"eventIds\":[\"" + id + "\"]}");
            }
            eventually(() -> assertThat(before.frames("ok")).hasSize(2));
        }
        try (var client = darkroom.listen(owner)) {
            var welcome = client.awaitFrame("welcome");
            client.awaitEvents(4);
            darkroom.events.completed(owner);
            client.awaitEvents(5);

            assertThat(welcome.get("unacknowledged").longValue()).isEqualTo(4);
            assertThat(welcome.at("/resume/mode").stringValue()).isEqualTo("unacknowledged");
            assertThat(welcome.at("/resume/count").longValue()).isEqualTo(4);
            assertThat(client.seqs()).containsExactly(1L, 3L, 5L, 6L, 7L);
            assertThat(client.frames("gap")).isEmpty();
        }
    }

    @Test
    void more_than_two_hundred_unacknowledged_come_as_the_oldest_and_a_gap() {
        var owner = UUID.randomUUID();
        store(owner, 230);
        try (var client = darkroom.listen(owner)) {
            client.awaitFrame("gap");
            darkroom.events.completed(owner);
            client.awaitEvents(201);

            assertThat(client.seqs())
                    .containsExactlyElementsOf(LongStream.concat(LongStream.rangeClosed(1, 200), LongStream.of(231))
                            .boxed()
                            .toList());
            var gap = client.awaitFrame("gap");
            assertThat(gap.get("from").longValue()).isEqualTo(201);
            assertThat(gap.get("to").longValue()).isEqualTo(230);
            assertThat(client.frames().indexOf(gap)).isEqualTo(201);
        }
    }

    @Test
    void a_cursor_that_proves_nothing_is_answered_with_a_gap_and_then_live() {
        var owner = UUID.randomUUID();
        store(owner, 4);
        for (var foreign : List.of("zzzz:2", "nonsense", "")) {
            try (var client = darkroom.listen(owner, "?after=" + foreign)) {
                var gap = client.awaitFrame("gap");
                assertThat(gap.get("from").longValue()).isEqualTo(1);
                assertThat(gap.get("to").longValue()).isEqualTo(4);
                assertThat(client.frames("event")).isEmpty();
            }
        }
    }

    @Test
    void history_that_has_expired_is_a_gap_for_that_part() {
        var owner = UUID.randomUUID();
        store(owner, 10);
        String epoch;
        try (var client = darkroom.listen(owner)) {
            epoch = client.awaitFrame("welcome").get("cursor").stringValue().replaceFirst(":.*", "");
        }
        database.jdbc().update("delete from notification where owner_id = ? and seq <= 6", owner);
        try (var client = darkroom.listen(owner, "?after=" + epoch + ":2")) {
            client.awaitEvents(4);

            assertThat(client.seqs()).containsExactly(7L, 8L, 9L, 10L);
            var gap = client.awaitFrame("gap");
            assertThat(gap.get("from").longValue()).isEqualTo(3);
            assertThat(gap.get("to").longValue()).isEqualTo(6);
            assertThat(gap.get("reload").stringValue()).isEqualTo("/api/notification?after=" + epoch + ":2");
        }
        database.jdbc().update("delete from notification where owner_id = ?", owner);
        try (var client = darkroom.listen(owner, "?after=" + epoch + ":8")) {
            var gap = client.awaitFrame("gap");
            assertThat(gap.get("from").longValue()).isEqualTo(9);
            assertThat(gap.get("to").longValue()).isEqualTo(10);
        }
    }

    @Test
    void the_epoch_is_there_before_the_first_event_and_stays() {
        var owner = UUID.randomUUID();
        String before;
        try (var client = darkroom.listen(owner)) {
            before = client.awaitFrame("welcome").get("cursor").stringValue();
        }
        store(owner, 2);
        try (var client = darkroom.listen(owner, "?after=" + before)) {
            client.awaitEvents(2);

            assertThat(before).endsWith(":0");
            assertThat(client.awaitFrame("welcome").at("/resume/mode").stringValue())
                    .isEqualTo("cursor");
        }
    }

    @Test
    void one_session_more_than_an_owner_may_have_is_closed() {
        var owner = UUID.randomUUID();
        try (var one = darkroom.listen(owner);
                var two = darkroom.listen(owner);
                var three = darkroom.listen(owner)) {
            for (var client : List.of(one, two, three)) {
                client.awaitFrame("welcome");
            }
            try (var four = darkroom.listen(owner)) {
                four.awaitClose(4430);
                assertThat(four.heard()).isEmpty();
            }
            one.socket().abort();
            eventually(() -> {
                try (var again = darkroom.listen(owner)) {
                    again.awaitFrameWithin(Duration.ofSeconds(1), "welcome");
                }
            });
        }
    }

    @Test
    void a_record_nobody_can_read_delays_nobody() {
        var owner = UUID.randomUUID();
        try (var client = darkroom.listen(owner)) {
            client.awaitFrame("welcome");
            darkroom.events.completed(owner);
            darkroom.events.completed(owner, "no json at all");
            var headless = Events.record(owner, UUID.randomUUID(), "{}");
            headless.headers().remove("ce_id");
            darkroom.events.send(headless);
            darkroom.events.completed(owner);
            client.awaitEvents(2);

            assertThat(client.seqs()).containsExactly(1L, 2L);
        }
        assertThat(database.jdbc()
                        .queryForList(
                                "select headers ->> 'kafka_dlt-exception-message' from outbox"
                                        + " where topic = 'generation.dlt' and record_key = ? order by id",
                                String.class,
                                owner.toString()))
                .containsExactly("value is no JSON", "header ce_id is missing");
    }

    @Test
    void one_client_that_does_not_read_delays_nobody_and_is_let_go() {
        var busy = UUID.randomUUID();
        var other = UUID.randomUUID();
        var stalled = closes("4470");
        try (var deaf = Client.deaf(
                        Client.HTTP
                                .newWebSocketBuilder()
                                .header("Authorization", "Bearer " + darkroom.keys.token(busy)),
                        darkroom.notifier.socket(""));
                var attentive = darkroom.listen(busy);
                var neighbour = darkroom.listen(other)) {
            attentive.awaitFrame("welcome");
            neighbour.awaitFrame("welcome");
            // far more than the kernel's buffers of both ends hold
            var long60k = "{\"prompt\":\"" + "x".repeat(60_000) + "\"}";
            IntStream.range(0, 300).forEach(_ -> darkroom.events.completed(busy, long60k));
            darkroom.events.completed(other);
            attentive.awaitEvents(300);
            neighbour.awaitEvents(1);

            assertThat(attentive.seqs())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 300).boxed().toList());
            eventually(() -> assertThat(closes("4470")).isEqualTo(stalled + 1));
            assertThat(List.of(attentive, neighbour)).allMatch(Client::isOpen);
            assertThat(deaf.heard()).isEmpty();
        }
    }

    @Test
    void what_the_page_says_of_the_metrics_is_so_and_they_count_what_happened() {
        var before = metrics();
        var owner = UUID.randomUUID();
        try (var live = darkroom.listen(owner)) {
            live.awaitFrame("welcome");
            darkroom.events.completed(owner);
            var cursor = live.awaitFrame("event").get("cursor").stringValue();
            try (var late = darkroom.listen(owner, "?after=" + cursor.replaceAll("\\d+$", "0"));
                    var lost = darkroom.listen(owner, "?after=nonsense")) {
                late.awaitEvents(1);
                lost.awaitFrame("welcome");

                eventually(() -> {
                    var now = metrics();
                    assertThat(now.types())
                            .containsAllEntriesOf(Exposition.told("Every service"))
                            .containsAllEntriesOf(Exposition.told("notifier-service"));
                    assertThat(Exposition.told("notifier-service")).containsAllEntriesOf(now.ownTypes());
                    assertMoved(before, now, 1, "darkroom_notifier_events_inboxed_total", "");
                    assertMoved(before, now, 1, "darkroom_notifier_inbox_lag_seconds_count", "");
                    assertMoved(before, now, 1, "darkroom_notifier_delivery_seconds_count", "");
                    assertMoved(before, now, 1, "darkroom_notifier_replayed_total", "");
                    assertMoved(before, now, 1, "darkroom_notifier_resumes_total", "mode=\"unacknowledged\"");
                    assertMoved(before, now, 1, "darkroom_notifier_resumes_total", "mode=\"cursor\"");
                    assertMoved(before, now, 1, "darkroom_notifier_resumes_total", "mode=\"gap\"");
                    assertThat(now.value("darkroom_notifier_sessions")).isEqualTo(3);
                });
                within(
                        Duration.ofSeconds(30),
                        () -> assertThat(database.jdbc().queryForObject("select sessions from notifier", Long.class))
                                .isEqualTo(3));
            }
        }
    }

    private Exposition metrics() {
        return Exposition.of(darkroom.notifier.managementPort());
    }

    private static void assertMoved(Exposition before, Exposition after, double by, String name, String label) {
        assertThat(after.value(name, label) - before.value(name, label))
                .as(name + "{" + label + "}")
                .isEqualTo(by);
    }

    private double closes(String code) {
        return darkroom.notifier
                .part(MeterRegistry.class)
                .counter("darkroom.notifier.closes", "code", code)
                .count();
    }

    /// Puts events into the inbox by way of Kafka and waits for them.
    private void store(UUID owner, int count) {
        IntStream.range(0, count).forEach(_ -> darkroom.events.completed(owner));
        eventually(() -> assertThat(database.jdbc()
                        .queryForList("select head from notification_stream where owner_id = ?", Long.class, owner))
                .last()
                .satisfies(head -> assertThat(head).isGreaterThanOrEqualTo(count)));
    }
}
