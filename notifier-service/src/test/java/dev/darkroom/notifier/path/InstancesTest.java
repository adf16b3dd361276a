package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two instances. A ping comes every 25 s, so what arrives sooner came by signal.
@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstancesTest {

    private static final Duration LONG_BEFORE_A_PING = Duration.ofSeconds(10);

    private final UUID owner = UUID.randomUUID();
    private Database database;
    private Broker broker;
    private Darkroom darkroom;
    private RunningNotifier here;
    private RunningNotifier there;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        this.database = database;
        this.broker = broker;
        var quick = Map.of("darkroom.notifier.drain", "0s");
        darkroom = new Darkroom(database, broker, quick);
        here = darkroom.notifier;
        there = darkroom.startNotifier(database, broker, quick);
        for (var notifier : List.of(here, there)) {
            eventually(() -> assertThat(notifier.part(MeterRegistry.class)
                            .get("darkroom.notifier.signals.listening")
                            .gauge()
                            .value())
                    .isEqualTo(1));
        }
    }

    @AfterAll
    void stop() {
        there.close();
        darkroom.close();
    }

    private Client at(RunningNotifier notifier, UUID owner, String query) {
        var client = Client.withBearer(notifier.socket(query), darkroom.keys.token(owner));
        client.awaitFrame("welcome");
        return client;
    }

    @Test
    void whichever_instance_numbers_an_event_the_owners_devices_at_both_hear_it_at_once() {
        var owners = IntStream.range(0, 12).mapToObj(_ -> UUID.randomUUID()).toList();
        for (var each : owners) {
            try (var one = at(here, each, "");
                    var other = at(there, each, "")) {
                IntStream.range(0, 3).forEach(_ -> darkroom.events.completed(each));
                for (var client : List.of(one, other)) {
                    within(LONG_BEFORE_A_PING, () -> assertThat(client.seqs()).containsExactly(1L, 2L, 3L));
                }
            }
        }
    }

    @Test
    void what_is_acknowledged_on_one_device_is_seen_on_every_other_and_counted_once() {
        var me = UUID.randomUUID();
        try (var phone = at(here, me, "");
                var tablet = at(here, me, "");
                var desktop = at(there, me, "")) {
            var ids = IntStream.range(0, 3)
                    .mapToObj(_ -> darkroom.events.completed(me).toString())
                    .toList();
            List.of(phone, tablet, desktop).forEach(device -> device.awaitEvents(3));

            phone.say("{\"type\":\"ack\",\"id\":\"c1\",\"eventIds\":[\"" + ids.get(1) + "\"]}");
            assertThat(phone.awaitFrame("ok").toString())
                    .isEqualTo("{\"type\":\"ok\",\"id\":\"c1\",\"unacknowledged\":2}");
            for (var device : List.of(tablet, desktop)) {
                var state = device.awaitFrameWithin(LONG_BEFORE_A_PING, "state");
                assertThat(state.get("unacknowledged").longValue()).isEqualTo(2);
                assertThat(state.at("/changes/0/eventId").stringValue()).isEqualTo(ids.get(1));
                assertThat(state.at("/changes").size()).isEqualTo(1);
            }

            desktop.say("{\"type\":\"ack\",\"id\":\"d1\",\"through\":2}");
            assertThat(desktop.awaitFrame("ok").get("unacknowledged").longValue())
                    .isEqualTo(1);
            within(
                    LONG_BEFORE_A_PING,
                    () -> assertThat(phone.frames("state"))
                            .singleElement()
                            .satisfies(state -> assertThat(
                                            state.at("/changes/0/eventId").stringValue())
                                    .isEqualTo(ids.get(0))));
            assertThat(phone.frames("ok")).hasSize(1);

            darkroom.events.completed(me);
            for (var device : List.of(phone, tablet, desktop)) {
                device.awaitEvents(4);
                assertThat(device.frames("event")
                                .getLast()
                                .get("unacknowledged")
                                .longValue())
                        .isEqualTo(2);
            }
        }
        try (var next = at(there, me, "")) {
            next.awaitEvents(2);
            assertThat(next.seqs()).containsExactly(3L, 4L);
            assertThat(next.awaitFrame("welcome").get("unacknowledged").longValue())
                    .isEqualTo(2);
        }
    }

    @Test
    void acknowledging_again_or_what_is_not_ones_own_changes_nothing_and_disturbs_nobody() {
        var me = UUID.randomUUID();
        try (var phone = at(here, me, "");
                var desktop = at(there, me, "");
                var stranger = at(here, UUID.randomUUID(), "")) {
            var id = darkroom.events.completed(me);
            var last = darkroom.events.completed(me);
            phone.awaitEvents(2);

            stranger.say("{\"type\":\"ack\",\"id\":\"s\",\"eventIds\":[\"" + id + "\"]}");
            assertThat(stranger.awaitFrame("ok").get("unacknowledged").longValue())
                    .isZero();
            IntStream.range(0, 3)
                    .forEach(_ -> phone.say("{\"type\":\"ack\",\"id\":\"p\",\"eventIds\":[\"" + id + "\"]}"));
            eventually(() -> assertThat(phone.frames("ok"))
                    .hasSize(3)
                    .allSatisfy(ok ->
                            assertThat(ok.get("unacknowledged").longValue()).isEqualTo(1)));
            phone.say("{\"type\":\"ack\",\"id\":\"p\",\"eventIds\":[\"" + last + "\"]}");
            within(LONG_BEFORE_A_PING, () -> assertThat(desktop.frames("state")).hasSize(2));
            assertThat(desktop.frames("state")
                            .getLast()
                            .at("/changes/0/eventId")
                            .stringValue())
                    .isEqualTo(last.toString());
        }
    }

    @Test
    void a_revoked_sign_in_loses_its_sockets_everywhere_and_the_owners_other_sign_ins_stay() {
        var signIn = UUID.randomUUID();
        var token = darkroom.keys.token(owner, signIn, Duration.ofMinutes(15));
        try (var one = Client.withBearer(here.socket(""), token);
                var other = Client.withBearer(there.socket(""), token);
                var stays = at(there, owner, "")) {
            one.awaitFrame("welcome");
            other.awaitFrame("welcome");

            darkroom.events.revoked(owner, signIn);

            one.awaitClose(4403);
            other.awaitClose(4403);
            try (var again = Client.withBearer(there.socket(""), token)) {
                again.awaitClose(4403);
            }
            assertThat(stays.isOpen()).isTrue();
        }
    }

    @Test
    void a_token_that_was_revoked_before_an_instance_began_keeps_no_socket_there() throws Exception {
        var signIn = UUID.randomUUID();
        var token = darkroom.keys.token(owner, signIn, Duration.ofMinutes(15));
        darkroom.events.revoked(owner, signIn);
        try (var late = darkroom.startNotifier(database, broker, Map.of("darkroom.notifier.drain", "0s"));
                var client = Client.withBearer(late.socket(""), token)) {
            client.awaitClose(4403);
        }
    }

    @Test
    void progress_is_shown_at_most_twice_a_second_and_the_last_value_wins() {
        var generation = UUID.randomUUID();
        var me = UUID.randomUUID();
        try (var client = at(there, me, "")) {
            var began = Instant.now();
            IntStream.rangeClosed(1, 50)
                    .forEach(version -> darkroom.events.progressed(me, generation, version, began.plusMillis(version)));

            eventually(() -> assertThat(client.heard().getLast()).contains("\"version\":50}"));
            var frames = client.frames("progress");
            var halfSeconds = Duration.between(began, Instant.now()).toMillis() / 500;
            assertThat(frames).hasSizeLessThanOrEqualTo((int) halfSeconds + 2);
            assertThat(frames.getFirst().at("/event/subject").stringValue()).isEqualTo(generation.toString());
            assertThat(frames.getFirst().get("event").has("sequence")).isFalse();
        }
    }

    @Test
    void progress_that_is_no_news_any_more_is_not_shown() {
        var me = UUID.randomUUID();
        try (var client = at(here, me, "")) {
            var record = Events.record(me, UUID.randomUUID(), "{\"version\":9}");
            var generation = UUID.fromString(
                    new String(record.headers().lastHeader("ce_subject").value(), StandardCharsets.UTF_8));
            darkroom.events.send(record);
            client.awaitEvents(1);

            darkroom.events.progressed(me, generation, 9, Instant.now());
            darkroom.events.progressed(me, UUID.randomUUID(), 1, Instant.now().minusSeconds(6));
            darkroom.events.progressed(me, generation, 10, Instant.now());

            eventually(() -> assertThat(client.frames("progress")).isNotEmpty());
            assertThat(client.frames("progress"))
                    .singleElement()
                    .satisfies(only -> assertThat(only.at("/event/data/version").intValue())
                            .isEqualTo(10));
        }
    }
}
