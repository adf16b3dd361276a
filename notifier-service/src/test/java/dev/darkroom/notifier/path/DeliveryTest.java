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

/// Events that happen while a client listens.
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
                    now.assertMovedSince(before, 1, "darkroom_notifier_events_inboxed_total");
                    now.assertMovedSince(before, 1, "darkroom_notifier_inbox_lag_seconds_count");
                    now.assertMovedSince(before, 1, "darkroom_notifier_delivery_seconds_count");
                    now.assertMovedSince(before, 1, "darkroom_notifier_replayed_total");
                    now.assertMovedSince(before, 1, "darkroom_notifier_resumes_total", "mode=\"unacknowledged\"");
                    now.assertMovedSince(before, 1, "darkroom_notifier_resumes_total", "mode=\"cursor\"");
                    now.assertMovedSince(before, 1, "darkroom_notifier_resumes_total", "mode=\"gap\"");
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

    private double closes(String code) {
        return darkroom.notifier
                .part(MeterRegistry.class)
                .counter("darkroom.notifier.closes", "code", code)
                .count();
    }
}
