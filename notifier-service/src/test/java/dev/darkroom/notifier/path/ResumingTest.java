package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A client that comes back, or comes late: what it has missed, in order, and then what happens.
@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumingTest {

    private Database database;
    private Darkroom darkroom;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        this.database = database;
        darkroom = new Darkroom(database, broker, Map.of());
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    @Test
    void a_stranger_with_the_owners_cursor_sees_nothing_of_his() {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 3);
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
        darkroom.store(owner, 450);
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
        darkroom.store(owner, 5);
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
        darkroom.store(owner, 6);
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
        darkroom.store(owner, 230);
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
        darkroom.store(owner, 4);
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
        darkroom.store(owner, 10);
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
        darkroom.store(owner, 2);
        try (var client = darkroom.listen(owner, "?after=" + before)) {
            client.awaitEvents(2);

            assertThat(before).endsWith(":0");
            assertThat(client.awaitFrame("welcome").at("/resume/mode").stringValue())
                    .isEqualTo("cursor");
        }
    }
}
