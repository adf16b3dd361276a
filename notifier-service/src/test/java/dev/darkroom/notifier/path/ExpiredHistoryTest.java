package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.settings.SettingRefused;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiredHistoryTest {

    private Database database;
    private Broker broker;
    private Darkroom darkroom;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        this.database = database;
        this.broker = broker;
        darkroom = new Darkroom(database, broker, Map.of("darkroom.notifier.expire-every", "100ms"));
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    @Test
    void a_client_whose_cursor_is_older_than_the_history_is_told_what_is_missing_and_gets_the_rest() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 450);
        var epoch = darkroom.epoch(owner);
        expire(owner, 120);
        try (var client = darkroom.listen(owner, "?after=" + epoch + ":20")) {
            client.awaitEvents(330);
            darkroom.events.completed(owner);
            client.awaitEvents(331);

            var welcome = client.awaitFrame("welcome");
            assertThat(welcome.at("/resume/mode").stringValue()).isEqualTo("cursor");
            assertThat(welcome.at("/resume/after").longValue()).isEqualTo(20);
            assertThat(welcome.at("/resume/through").longValue()).isEqualTo(450);
            assertThat(welcome.at("/resume/count").longValue()).isEqualTo(330);
            assertThat(client.frames("gap")).hasSize(1);
            assertThat(client.frames().get(1)).isEqualTo(client.awaitFrame("gap"));
            assertGap(client, 21, 120);
            assertThat(client.seqs()).isEqualTo(numbers(121, 451));
        }
        for (long fresh : List.of(119L, 120L, 121L)) {
            try (var client = darkroom.listen(owner, "?after=" + epoch + ":" + fresh)) {
                client.awaitEvents((int) (451 - Math.max(fresh, 120)));
                assertThat(client.frames("gap")).hasSize(fresh < 120 ? 1 : 0);
                assertThat(client.seqs()).isEqualTo(numbers(Math.max(fresh, 120) + 1, 451));
            }
        }
    }

    @Test
    void pages_begin_after_what_has_expired_and_the_numbers_show_it() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 30);
        var epoch = darkroom.epoch(owner);
        expire(owner, 12);

        for (var query : List.of("", "?after=" + epoch + ":3")) {
            var page = get(owner, query);
            assertThat(page.get("items")
                            .valueStream()
                            .map(item -> item.get("seq").longValue()))
                    .containsExactlyElementsOf(numbers(13, 30));
        }
    }

    @Test
    void an_owner_whose_whole_history_has_expired_keeps_head_and_cursor() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 5);
        var epoch = darkroom.epoch(owner);
        expire(owner, 5);

        assertThat(get(owner, "").toString()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
        try (var fresh = darkroom.listen(owner);
                var current = darkroom.listen(owner, "?after=" + epoch + ":5");
                var late = darkroom.listen(owner, "?after=" + epoch + ":2")) {
            for (var client : List.of(fresh, current, late)) {
                var welcome = client.awaitFrame("welcome");
                assertThat(welcome.get("cursor").stringValue()).isEqualTo(epoch + ":5");
                assertThat(welcome.get("unacknowledged").longValue()).isZero();
                assertThat(welcome.at("/resume/count").longValue()).isZero();
            }
            darkroom.events.completed(owner);
            for (var client : List.of(fresh, current, late)) {
                client.awaitEvents(1);
                assertThat(client.seqs()).containsExactly(6L);
            }
            assertGap(late, 3, 5);
            assertThat(fresh.frames("gap")).isEmpty();
            assertThat(current.frames("gap")).isEmpty();
        }
    }

    @Test
    void what_expires_without_having_been_seen_is_no_longer_counted() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 10);
        expire(owner, 4);
        try (var client = darkroom.listen(owner)) {
            client.awaitEvents(6);
            assertThat(client.awaitFrame("welcome").get("unacknowledged").longValue())
                    .isEqualTo(6);
            assertThat(client.seqs()).isEqualTo(numbers(5, 10));
            assertThat(client.frames("gap")).isEmpty();
        }
    }

    @Test
    void the_service_does_not_start_with_a_history_shorter_than_the_topics() {
        assertThatThrownBy(() -> darkroom.startNotifier(database, broker, Map.of("darkroom.notifier.inbox-kept", "7d")))
                .hasRootCauseInstanceOf(SettingRefused.class);
    }

    private static void assertGap(Client client, long from, long to) {
        var gap = client.awaitFrame("gap");
        assertThat(gap.get("from").longValue()).isEqualTo(from);
        assertThat(gap.get("to").longValue()).isEqualTo(to);
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private JsonNode get(UUID owner, String query) throws Exception {
        var answer = Client.HTTP.send(
                HttpRequest.newBuilder(darkroom.notifier.http("/api/notification" + query))
                        .header("Authorization", "Bearer " + darkroom.keys.token(owner))
                        .build(),
                BodyHandlers.ofString());
        return WireJson.mapper().readTree(answer.body());
    }

    /// Lets these grow old, and waits until they are gone.
    private void expire(UUID owner, long through) {
        database.jdbc()
                .update(
                        "update notification set created_at = now() - interval '31 days'"
                                + " where owner_id = ? and seq <= ?",
                        owner,
                        through);
        eventually(() -> assertThat(database.jdbc()
                        .queryForList(
                                "select watermark from notification_stream where owner_id = ?", Long.class, owner))
                .containsExactly(through));
    }
}
