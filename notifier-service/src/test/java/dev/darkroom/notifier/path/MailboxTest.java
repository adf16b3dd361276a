package dev.darkroom.notifier.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailboxTest {

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
    void page_by_page_it_tells_what_the_socket_told_byte_for_byte() throws Exception {
        var owner = UUID.randomUUID();
        try (var client = darkroom.listen(owner)) {
            client.awaitFrame("welcome");
            IntStream.range(0, 250)
                    .forEach(n -> darkroom.events.completed(
                            owner, "{ \"prompt\" : \"ein Fuchs 🦊 \\u00e9 " + n + "\", \"n\": 1.50 }"));
            client.awaitEvents(250);

            var told = new ArrayList<String>();
            var page = get(owner, "?limit=100");
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(page.headers().firstValue("Content-Type")).hasValue("application/json");
            for (String next; ; page = get(owner, "?limit=100&after=" + next)) {
                var raw = page.body();
                var items = json(page).get("items");
                items.forEach(item -> told.add("{\"type\":\"event\",\"cursor\":" + item.get("cursor") + ",\"seq\":"
                        + item.get("seq") + ",\"replay\":false,\"event\":" + envelope(owner, item) + "}"));
                items.forEach(item -> assertThat(raw).contains("\"event\":" + envelope(owner, item) + "}"));
                if (json(page).get("nextCursor").isNull()) {
                    break;
                }
                assertThat(items).hasSize(100);
                next = json(page).get("nextCursor").stringValue();
            }

            assertThat(told).hasSize(250);
            assertThat(client.heard().stream()
                            .filter(frame -> frame.startsWith("{\"type\":\"event\""))
                            .map(frame -> frame.replaceFirst(",\"unacknowledged\":\\d+", ""))
                            .toList())
                    .isEqualTo(told);
        }
    }

    @Test
    void the_cursor_of_a_socket_asks_for_what_comes_after_it() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 3);
        String cursor;
        try (var client = darkroom.listen(owner)) {
            client.awaitEvents(3);
            cursor = client.frames("event").get(1).get("cursor").stringValue();
        }
        for (var name : List.of("after", "cursor")) {
            var page = json(get(owner, "?" + name + "=" + cursor.replace(":", "%3A")));
            assertThat(seqs(page)).containsExactly(3L);
            assertThat(page.get("nextCursor").isNull()).isTrue();
        }
        var last = seqs(json(get(owner, "?after=" + cursor.replaceFirst(":.*", ":3"))));
        assertThat(last).isEmpty();
    }

    @Test
    void an_owner_nobody_has_written_to_has_an_empty_inbox_and_asking_opens_none() throws Exception {
        var owner = UUID.randomUUID();
        var page = get(owner, "");

        assertThat(page.body()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
        assertThat(post(owner, "{\"through\":5}").body()).isEqualTo("{\"unacknowledged\":0}");
        assertThat(database.jdbc()
                        .queryForObject(
                                "select count(*) from notification_stream where owner_id = ?", Long.class, owner))
                .isZero();
    }

    @Test
    void what_is_acknowledged_can_be_left_out_and_shows_when() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 45);
        post(owner, "{\"through\":10}");
        var first = json(get(owner, "?unacknowledged=true"));
        var second = json(get(
                owner, "?unacknowledged=true&cursor=" + first.get("nextCursor").stringValue()));

        assertThat(seqs(first))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(11, 30).boxed().toList());
        assertThat(seqs(second))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(31, 45).boxed().toList());
        assertThat(second.get("nextCursor").isNull()).isTrue();
        assertThat(first.get("items"))
                .allMatch(item -> item.get("acknowledgedAt").isNull());
        assertThat(json(get(owner, "?limit=10")).get("items"))
                .hasSize(10)
                .allMatch(item -> item.get("acknowledgedAt").stringValue().endsWith("Z"));
    }

    @Test
    void acknowledging_by_id_or_number_counts_down_and_a_repeat_changes_nothing() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 6);
        var ids = ids(owner);

        assertThat(post(owner, byIds(ids.get(4), ids.get(1), ids.get(4))).body())
                .isEqualTo("{\"unacknowledged\":4}");
        var times = times(owner);
        assertThat(post(owner, byIds(ids.get(4), ids.get(1))).body()).isEqualTo("{\"unacknowledged\":4}");
        assertThat(post(owner, "{\"through\":3}").body()).isEqualTo("{\"unacknowledged\":2}");
        assertThat(post(owner, "{\"through\":3,\"eventIds\":null}").body()).isEqualTo("{\"unacknowledged\":2}");
        assertThat(times(owner)).containsAllEntriesOf(times).hasSize(4);
    }

    @Test
    void an_id_of_somebody_else_changes_nothing_for_anyone() throws Exception {
        var owner = UUID.randomUUID();
        var stranger = UUID.randomUUID();
        darkroom.store(owner, 2);
        darkroom.store(stranger, 2);

        var answer = post(stranger, byIds(ids(owner).getFirst(), UUID.randomUUID()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"unacknowledged\":2}");
        assertThat(times(owner)).isEmpty();
        assertThat(times(stranger)).isEmpty();
    }

    @Test
    void acknowledging_from_eight_sides_while_events_arrive_ends_with_every_one_acknowledged_once() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 200);
        try (var client = darkroom.listen(owner);
                var sides = Executors.newVirtualThreadPerTaskExecutor()) {
            client.awaitFrame("welcome");
            IntStream.range(0, 200).forEach(_ -> darkroom.events.completed(owner));
            var all = sides.invokeAll(IntStream.range(0, 8)
                    .<Callable<Void>>mapToObj(side -> () -> {
                        for (int turn = 0; turn < 12; turn++) {
                            var through = ThreadLocalRandom.current().nextInt(1, 401);
                            var some = json(get(owner, "?limit=100&unacknowledged=true"))
                                    .get("items")
                                    .valueStream()
                                    .map(item -> item.at("/event/id").stringValue())
                                    .collect(Collectors.joining("\",\""));
                            var body = side % 2 == 0 || some.isEmpty()
                                    ? "{\"through\":" + through + "}"
                                    : "{\"eventIds\":[\"" + some + "\"]}";
                            assertThat(post(owner, body).statusCode()).isEqualTo(200);
                        }
                        return null;
                    })
                    .toList());
            for (var side : all) {
                side.get();
            }
            client.awaitEvents(400);
        }
        var first = times(owner);

        assertThat(post(owner, "{\"through\":400}").body()).isEqualTo("{\"unacknowledged\":0}");
        assertThat(times(owner)).hasSize(400).containsAllEntriesOf(first);
        assertThat(seqs(json(get(owner, "?unacknowledged=true")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=nonsense",
                "after=",
                "after=zzzz:1",
                "after=EPOCH:3",
                "cursor=EPOCH:999999999999999999",
                "after=EPOCH:-1",
                "after=EPOCH:1&cursor=EPOCH:1",
                "after=EPOCH:1&after=EPOCH:2",
                "limit=0",
                "limit=101",
                "limit=x",
                "unacknowledged=perhaps",
                "untill=3"
            })
    void a_question_nobody_can_answer_is_refused_by_name(String query) throws Exception {
        var owner = UUID.fromString("5f0f2b57-9d0a-4f9e-a1ad-6f2c31f0f001");
        if (database.jdbc()
                .queryForList("select 1 from notification where owner_id = ?", owner)
                .isEmpty()) {
            darkroom.store(owner, 2);
        }
        var epoch = database.jdbc()
                .queryForObject("select epoch from notification_stream where owner_id = ?", String.class, owner);
        var answer = get(owner, "?" + query.replace("EPOCH", epoch));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("code").stringValue()).isEqualTo("VALIDATION_FAILED");
        assertThat(query).contains(json(answer).at("/errors/0/field").stringValue() + "=");
        if (json(answer).at("/errors/0/code").stringValue().equals("UNKNOWN_CURSOR")) {
            assertThat(json(answer).at("/errors/0/message").stringValue()).contains("start again without it");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"through\":0}",
                "{\"through\":1,\"eventIds\":[\"0199b7f0-0000-7000-8000-000000000001\"]}",
                "{\"through\":1.5}",
                "{\"through\":\"1\"}",
                "{\"eventIds\":[]}",
                "{\"eventIds\":[null]}",
                "{\"eventIds\":[\"no id\"]}",
                "{\"eventIds\":\"0199b7f0-0000-7000-8000-000000000001\"}",
                "{\"through\":1,\"until\":2}",
                "[]"
            })
    void an_acknowledgement_nobody_understands_changes_nothing(String body) throws Exception {
        var answer = post(UUID.randomUUID(), body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("code").stringValue()).isEqualTo("VALIDATION_FAILED");
    }

    @Test
    void a_thousand_ids_are_taken_at_once_and_no_more() throws Exception {
        var ids = IntStream.range(0, 1_001).mapToObj(_ -> UUID.randomUUID()).toList();

        assertThat(post(UUID.randomUUID(), byIds(ids.subList(0, 1_000).toArray(UUID[]::new)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(UUID.randomUUID(), byIds(ids.toArray(UUID[]::new))).statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_stranger_is_told_to_sign_in() throws Exception {
        for (var request : List.of(
                HttpRequest.newBuilder(darkroom.notifier.http("/api/notification"))
                        .build(),
                HttpRequest.newBuilder(darkroom.notifier.http("/api/notification/ack"))
                        .POST(BodyPublishers.ofString("{\"through\":1}"))
                        .build())) {
            assertThat(Client.HTTP.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
        }
    }

    private HttpResponse<String> get(UUID owner, String query) throws Exception {
        return Client.HTTP.send(
                HttpRequest.newBuilder(darkroom.notifier.http("/api/notification" + query))
                        .header("Authorization", "Bearer " + darkroom.keys.token(owner))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(UUID owner, String body) throws Exception {
        return Client.HTTP.send(
                HttpRequest.newBuilder(darkroom.notifier.http("/api/notification/ack"))
                        .header("Authorization", "Bearer " + darkroom.keys.token(owner))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return WireJson.mapper().readTree(answer.body());
    }

    private static List<Long> seqs(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("seq").longValue())
                .toList();
    }

    private static String byIds(UUID... ids) {
        return List.of(ids).stream()
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(",", "{\"eventIds\":[", "]}"));
    }

    private String envelope(UUID owner, JsonNode item) {
        return database.jdbc()
                .queryForObject(
                        "select envelope from notification where owner_id = ? and seq = ?",
                        String.class,
                        owner,
                        item.get("seq").longValue());
    }

    private List<UUID> ids(UUID owner) {
        return database.jdbc()
                .queryForList("select event_id from notification where owner_id = ? order by seq", UUID.class, owner);
    }

    /// When each acknowledged one was acknowledged, by its number.
    private Map<Long, String> times(UUID owner) {
        return database
                .jdbc()
                .query(
                        "select seq, acknowledged_at::text from notification"
                                + " where owner_id = ? and acknowledged_at is not null",
                        (row, _) -> Map.entry(row.getLong(1), row.getString(2)),
                        owner)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
