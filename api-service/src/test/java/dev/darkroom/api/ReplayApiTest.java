package dev.darkroom.api;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import dev.darkroom.api.ApiClient.Owner;
import dev.darkroom.testkit.RealParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/// Replays over HTTP, with a real database. The broker is away: what was begun stays in the outbox and can be counted.
@RealParts(kafka = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "darkroom.accounts.operator.email=operator@example.org",
            "darkroom.accounts.operator.password=operator-password-1"
        })
class ReplayApiTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    private ApiClient api;
    private Owner operator;
    private Graveyard dead;

    @BeforeEach
    void anOperator() {
        api = new ApiClient(port);
        operator = api.signIn("operator@example.org", "operator-password-1");
        dead = new Graveyard(jdbc);
    }

    /// One replay at a time: what a test leaves under way would be in the next one's.
    @AfterEach
    void nothingUnderWay() {
        for (var replay : operator.get("/api/ops/replay").json().get("items")) {
            operator.post("/api/ops/replay/" + replay.get("replayId").asString() + "/cancel", "");
        }
    }

    @Test
    void every_dead_letter_of_the_filter_gets_one_new_run_with_its_event_and_its_work_record() {
        var outage = dead.bury(40);
        var other = dead.bury(3);

        var started = start("{\"filter\":{\"fingerprint\":\"" + outage + "\"},\"ratePerSecond\":500}");
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.json().get("total").asInt()).isEqualTo(40);
        assertThat(started.header("Location")).endsWith("/api/ops/replay/" + started.text("replayId"));
        eventually(() -> assertThat(read(started).text("state")).isEqualTo("DONE"));

        assertThat(read(started).json().get("done").asInt()).isEqualTo(40);
        assertThat(read(started).json().get("failed").asInt()).isZero();
        assertThat(dead.states(outage)).isEqualTo(Map.of("REPLAYED", 40L));
        assertThat(dead.runs(outage)).isEqualTo(Map.of(2, 40L));
        assertThat(dead.outbox(outage)).isEqualTo(Map.of("generation.requested", 40L, "generation.events", 40L));
        assertThat(dead.states(other)).isEqualTo(Map.of("OPEN", 3L));
        assertThat(dead.audited(started.text("replayId"))).containsExactly("replay.started", "replay.done");
        assertThat(operator.get("/api/ops/replay?limit=1")
                        .json()
                        .get("items")
                        .get(0)
                        .get("replayId")
                        .asString())
                .isEqualTo(started.text("replayId"));
    }

    @Test
    void replaying_the_same_again_takes_nothing_in_and_begins_nothing() {
        var ids = dead.ids(dead.bury(2));
        var order = "{\"ids\":" + json(ids) + ",\"ratePerSecond\":500}";
        var first = start(order);
        eventually(() -> assertThat(read(first).text("state")).isEqualTo("DONE"));

        var second = start(order);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json().get("total").asInt()).isZero();
        assertThat(second.text("state")).isEqualTo("DONE");
        assertThat(jdbc.queryForObject(
                        "select run from generation where id = ?", Integer.class, dead.generation(ids.getFirst())))
                .isEqualTo(2);
    }

    @Test
    void many_operators_at_once_start_one_replay_and_the_others_are_told_that_it_runs() throws Exception {
        var outage = dead.bury(20);
        var answers = atOnce(8, () -> start("{\"filter\":{\"fingerprint\":\"" + outage + "\"},\"ratePerSecond\":4}"));

        assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 202))
                .allSatisfy(answer -> assertThat(answer.text("code")).isEqualTo("REPLAY_RUNNING"));
        assertThat(jdbc.queryForObject("""
                select count(*) from replay_item join dead_letter on dead_letter.id = replay_item.dead_letter_id
                 where fingerprint = ?""", Long.class, outage)).isEqualTo(20);
    }

    @Test
    void a_dry_run_tells_what_would_go_and_changes_nothing() {
        var outage = dead.bury(12);
        var before = jdbc.queryForObject("select count(*) from replay", Long.class);

        var dry = start("{\"filter\":{\"fingerprint\":\"" + outage + "\"},\"dryRun\":true}");

        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.json().get("total").asInt()).isEqualTo(12);
        assertThat(dry.json().get("sample")).hasSize(10);
        assertThat(dry.json().get("sample").get(0).propertyNames())
                .containsExactly(
                        "id",
                        "generationId",
                        "run",
                        "state",
                        "failureCode",
                        "fingerprint",
                        "message",
                        "replayCount",
                        "firstSeenAt",
                        "lastSeenAt");
        assertThat(dry.json().get("sample").get(0).get("id").asString())
                .isEqualTo(dead.ids(outage).getFirst().toString());
        assertThat(dead.states(outage)).isEqualTo(Map.of("OPEN", 12L));
        assertThat(jdbc.queryForObject("select count(*) from replay", Long.class))
                .isEqualTo(before);
        assertThat(start("{\"filter\":{\"fingerprint\":\"" + outage + "\",\"state\":\"REPLAYED\"},\"dryRun\":true}")
                        .json()
                        .get("total")
                        .asInt())
                .isZero();
    }

    @Test
    void a_pause_holds_it_a_resume_goes_on_and_a_cancel_gives_the_rest_back() {
        var outage = dead.bury(60);
        var replay = start("{\"filter\":{\"fingerprint\":\"" + outage + "\"},\"ratePerSecond\":10}");
        eventually(() -> assertThat(read(replay).json().get("done").asInt()).isPositive());

        assertThat(act(replay, "pause").text("state")).isEqualTo("PAUSED");
        var held = read(replay).json().get("done").asInt();
        assertThat(start("{\"filter\":{}}").text("code")).isEqualTo("REPLAY_RUNNING");
        assertThat(act(replay, "pause").text("state")).isEqualTo("PAUSED");
        assertThat(read(replay).json().get("done").asInt()).isEqualTo(held).isLessThan(60);

        assertThat(act(replay, "resume").text("state")).isEqualTo("RUNNING");
        eventually(() -> assertThat(read(replay).json().get("done").asInt()).isGreaterThan(held));

        var cancelled = act(replay, "cancel");
        assertThat(cancelled.text("state")).isEqualTo("CANCELLED");
        assertThat(act(replay, "cancel").status()).isEqualTo(200);
        assertThat(act(replay, "resume").text("state")).isEqualTo("CANCELLED");
        var done = cancelled.json().get("done").asLong();
        assertThat(dead.states(outage)).isEqualTo(Map.of("REPLAYED", done, "OPEN", 60 - done));
        assertThat(dead.runs(outage)).isEqualTo(Map.of(2, done, 1, 60 - done));
        assertThat(dead.audited(replay.text("replayId")))
                .containsExactly("replay.started", "replay.paused", "replay.resumed", "replay.cancelled");
    }

    @Test
    void it_goes_no_faster_than_asked() {
        var outage = dead.bury(30);
        var began = System.nanoTime();
        var replay = start("{\"filter\":{\"fingerprint\":\"" + outage + "\"},\"ratePerSecond\":20}");
        eventually(() -> assertThat(read(replay).text("state")).isEqualTo("DONE"));

        // 30 at 20 a second, of which two steps of 5 go at once when the first comes late
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void canaries_go_first_and_when_they_complete_the_others_follow() {
        var outage = dead.bury(9);
        var ids = dead.ids(outage);
        var replay = start("{\"filter\":{\"fingerprint\":\"" + outage + "\"},\"ratePerSecond\":500,\"canary\":2}");
        eventually(() -> assertThat(dead.states(outage)).isEqualTo(Map.of("REPLAYED", 2L, "REPLAYING", 7L)));

        dead.end(ids.get(0), "COMPLETE");
        assertThat(read(replay).text("state")).isEqualTo("RUNNING");
        dead.end(ids.get(1), "COMPLETE");

        eventually(() -> assertThat(read(replay).text("state")).isEqualTo("DONE"));
        assertThat(dead.states(outage)).isEqualTo(Map.of("REPLAYED", 9L));
    }

    @Test
    void a_canary_that_fails_stops_it_and_the_others_are_open_again() {
        var outage = dead.bury(9);
        var replay = start("{\"filter\":{\"fingerprint\":\"" + outage + "\"},\"ratePerSecond\":500,\"canary\":2}");
        eventually(() -> assertThat(dead.states(outage)).isEqualTo(Map.of("REPLAYED", 2L, "REPLAYING", 7L)));

        dead.end(dead.ids(outage).get(1), "FAILED");

        eventually(() -> assertThat(read(replay).text("state")).isEqualTo("STOPPED"));
        assertThat(dead.states(outage)).isEqualTo(Map.of("REPLAYED", 2L, "OPEN", 7L));
        assertThat(dead.audited(replay.text("replayId"))).containsExactly("replay.started", "replay.stopped");
    }

    @Test
    void what_may_not_run_again_is_left_out_with_a_reason_and_never_begins() {
        var ids = dead.ids(dead.bury(4));
        jdbc.update("update generation set replay_count = 5 where id = ?", dead.generation(ids.get(0)));
        jdbc.update("update generation set run = 2 where id = ?", dead.generation(ids.get(1)));
        jdbc.update("update generation set failure_retryable = false where id = ?", dead.generation(ids.get(2)));

        var replay = start("{\"ids\":" + json(ids) + ",\"ratePerSecond\":500}");
        eventually(() -> assertThat(read(replay).text("state")).isEqualTo("DONE"));

        assertThat(read(replay).json().get("done").asInt()).isEqualTo(1);
        assertThat(read(replay).json().get("failed").asInt()).isEqualTo(3);
        assertThat(ids.stream().map(dead::state)).containsExactly("OPEN", "SUPERSEDED", "OPEN", "REPLAYED");
        assertThat(jdbc.queryForList(
                        "select reason from replay_item where replay_id = ?::uuid and state = 'FAILED' order by ordinal",
                        String.class,
                        replay.text("replayId")))
                .containsExactly(
                        "replayed 5 times already", "another run has begun already", "this failure cannot be retried");
    }

    @Test
    void unreadable_records_and_unknown_ids_are_refused_by_id_and_left_out_by_filter() {
        var unreadable = dead.unreadable();
        var good = dead.ids(dead.bury(1)).getFirst();

        assertThat(start("{\"ids\":" + json(List.of(good, unreadable)) + "}").text("code"))
                .isEqualTo("NOT_REPLAYABLE");
        assertThat(start("{\"ids\":" + json(List.of(good, UUID.randomUUID())) + "}")
                        .text("code"))
                .isEqualTo("NOT_FOUND");
        assertThat(start("{\"filter\":{\"fingerprint\":\"unreadable\"},\"dryRun\":true}")
                        .json()
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(dead.state(good)).isEqualTo("OPEN");
        assertThat(operator.get("/api/ops/replay/" + UUID.randomUUID()).text("code"))
                .isEqualTo("NOT_FOUND");
        assertThat(operator.post("/api/ops/replay/" + UUID.randomUUID() + "/pause", "")
                        .text("code"))
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void bad_input_is_a_400_that_names_the_field() {
        assertRefused("{}", "ids");
        assertRefused("{\"ids\":[]}", "ids");
        assertRefused("{\"ids\":[null]}", "ids");
        assertRefused("{\"ids\":[\"x\"]}", "ids[0]");
        assertRefused("{\"ids\":[\"" + UUID.randomUUID() + "\"],\"filter\":{}}", "ids");
        assertRefused("{\"filter\":{\"state\":\"DEAD\"}}", "filter.state");
        assertRefused("{\"filter\":{\"failureCode\":\"a\\u0000b\"}}", "filter.failureCode");
        assertRefused("{\"filter\":{\"from\":\"+999999999-01-01T00:00:00Z\"}}", "filter.from");
        assertRefused("{\"filter\":{\"code\":\"X\"}}", "filter.code");
        assertRefused("{\"filter\":{},\"ratePerSecond\":0}", "ratePerSecond");
        assertRefused("{\"filter\":{},\"ratePerSecond\":501}", "ratePerSecond");
        assertRefused("{\"filter\":{},\"canary\":101}", "canary");
    }

    @Test
    void nobody_but_an_operator_gets_in() {
        var somebody = api.newOwner();

        assertThat(somebody.post("/api/ops/replay", "{\"filter\":{}}").status()).isEqualTo(403);
        assertThat(somebody.get("/api/ops/replay").status()).isEqualTo(403);
        assertThat(api.get("/api/ops/replay").status()).isEqualTo(401);
    }

    private Answer start(String body) {
        return operator.post("/api/ops/replay", body);
    }

    private Answer act(Answer replay, String action) {
        return operator.post("/api/ops/replay/" + replay.text("replayId") + "/" + action, "");
    }

    private Answer read(Answer replay) {
        return operator.get("/api/ops/replay/" + replay.text("replayId"));
    }

    private void assertRefused(String body, String field) {
        var answer = start(body);
        assertThat(answer.status()).as(body + " " + answer.body()).isEqualTo(400);
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    }

    private static String json(List<UUID> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").toList().toString();
    }

    private static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads
                    .invokeAll(IntStream.range(0, times).mapToObj(_ -> call).toList())
                    .stream()
                    .map(done -> done.resultNow())
                    .toList();
        }
    }
}
