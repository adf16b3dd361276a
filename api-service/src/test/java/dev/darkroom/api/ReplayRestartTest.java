package dev.darkroom.api;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import dev.darkroom.api.ApiClient.Owner;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// A replay belongs to its rows, not to a process: instances come and go, and steps fail in the middle.
@RealParts(kafka = false)
class ReplayRestartTest {

    @Test
    void a_replay_goes_on_where_it_was_when_the_service_comes_back(Database database) {
        var dead = new Graveyard(database.jdbc());
        var outage = dead.bury(60);
        String replay;
        try (var first = start()) {
            var operator = operator(first);
            replay = begin(operator, outage, 20, 2).text("replayId");
            eventually(() -> assertThat(done(operator, replay)).isEqualTo(2));
        }
        dead.ids(outage).subList(0, 2).forEach(canary -> dead.end(canary, "COMPLETE"));
        try (var second = start()) {
            var operator = operator(second);
            eventually(() -> assertThat(done(operator, replay)).isGreaterThan(2));
            operator.post("/api/ops/replay/" + replay + "/pause", "");
        }
        long held = dead.states(outage).getOrDefault("REPLAYED", 0L);
        try (var third = start()) {
            var operator = operator(third);
            assertThat(read(operator, replay).text("state")).isEqualTo("PAUSED");
            assertThat(done(operator, replay)).isEqualTo(held).isLessThan(60);
            operator.post("/api/ops/replay/" + replay + "/resume", "");
            eventually(() -> assertThat(read(operator, replay).text("state")).isEqualTo("DONE"));
        }
        assertEachBeganOnce(dead, outage, 60);
    }

    @Test
    void two_instances_replay_each_once_and_keep_to_one_pace(Database database) {
        var dead = new Graveyard(database.jdbc());
        var outage = dead.bury(150);
        try (var left = start();
                var right = start()) {
            var here = operator(left);
            var there = operator(right);
            var began = System.nanoTime();
            var replay = begin(here, outage, 100, 0).text("replayId");
            there.post("/api/ops/replay/" + replay + "/resume", "");
            eventually(() -> assertThat(read(there, replay).text("state")).isEqualTo("DONE"));
            // 150 at 100 a second, of which two steps may go at once when the first comes late
            assertThat((System.nanoTime() - began) / 1_000_000).isGreaterThan(950);
        }
        assertEachBeganOnce(dead, outage, 150);
    }

    @Test
    void a_step_that_breaks_in_the_middle_leaves_nothing_half_done_and_is_taken_again(Database database) {
        var jdbc = database.jdbc();
        var dead = new Graveyard(jdbc);
        var outage = dead.bury(20);
        jdbc.execute("create sequence failures"); // counts on when its transaction is rolled back
        jdbc.execute("""
                create function break_it() returns trigger language plpgsql as
                $$ begin perform nextval('failures'); raise exception 'the power fails'; end $$
                """);
        jdbc.execute("create trigger the_power before update on replay_item execute function break_it()");
        try (var service = start()) {
            var operator = operator(service);
            var replay = begin(operator, outage, 500, 0).text("replayId");
            eventually(() -> assertThat(jdbc.queryForObject("select last_value from failures", Long.class))
                    .isGreaterThan(1));
            assertThat(dead.runs(outage)).isEqualTo(Map.of(1, 20L));
            assertThat(dead.states(outage)).isEqualTo(Map.of("REPLAYING", 20L));
            assertThat(dead.outbox(outage)).isEmpty();

            jdbc.execute("drop trigger the_power on replay_item");
            eventually(() -> assertThat(read(operator, replay).text("state")).isEqualTo("DONE"));
        }
        assertEachBeganOnce(dead, outage, 20);
    }

    private static void assertEachBeganOnce(Graveyard dead, String outage, long all) {
        assertThat(dead.states(outage)).isEqualTo(Map.of("REPLAYED", all));
        assertThat(dead.outbox(outage)).isEqualTo(Map.of("generation.requested", all, "generation.events", all));
    }

    private static ConfigurableApplicationContext start() {
        return SpringApplication.run(
                ApiApplication.class,
                "--server.port=0",
                "--management.server.port=0",
                "--darkroom.accounts.operator.email=operator@example.org",
                "--darkroom.accounts.operator.password=operator-password-1");
    }

    private static Owner operator(ConfigurableApplicationContext context) {
        var server = ((ServletWebServerApplicationContext) context).getWebServer();
        return new ApiClient(server == null ? 0 : server.getPort())
                .signIn("operator@example.org", "operator-password-1");
    }

    private static Answer begin(Owner operator, String fingerprint, int rate, int canary) {
        return operator.post(
                "/api/ops/replay",
                "{\"filter\":{\"fingerprint\":\"%s\"},\"ratePerSecond\":%d,\"canary\":%d}"
                        .formatted(fingerprint, rate, canary));
    }

    private static Answer read(Owner operator, String replay) {
        return operator.get("/api/ops/replay/" + replay);
    }

    private static long done(Owner operator, String replay) {
        return read(operator, replay).json().get("done").asLong();
    }
}
