package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands as an operator types them, down to the requests they make.
class DarkroomTest {

    private static final String ID = "01990000-0000-7000-8000-000000000001";

    @TempDir
    private Path home;

    private FakeApi api;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void anApi() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void closed() {
        api.close();
    }

    @Test
    void a_replay_is_followed_to_its_end() {
        api.on("POST /api/ops/replay", 202, replay("RUNNING", 0, 0))
                .on("GET /api/ops/replay/" + ID, 200, replay("RUNNING", 5, 0))
                .on("GET /api/ops/replay/" + ID, 200, replay("DONE", 10, 0));

        assertThat(run(false, "replay start --code ATTEMPTS_EXHAUSTED --rate 20 --canary 2"))
                .isZero();
        assertThat(said())
                .containsExactly(
                        "replay " + ID + " of 10",
                        ID + "  RUNNING  0 of 10 begun, 0 left out",
                        ID + "  RUNNING  5 of 10 begun, 0 left out",
                        ID + "  DONE  10 of 10 begun, 0 left out");
        assertThat(api.asked().getFirst())
                .isEqualTo("POST /api/ops/replay Bearer drk_key {\"filter\":{\"failureCode\":\"ATTEMPTS_EXHAUSTED\"},"
                        + "\"dryRun\":false,\"ratePerSecond\":20,\"canary\":2}");
    }

    @Test
    void somebody_who_looks_sees_one_line_that_moves() {
        api.on("POST /api/ops/replay", 202, replay("RUNNING", 0, 0))
                .on("GET /api/ops/replay/" + ID, 200, replay("DONE", 10, 0));

        assertThat(run(true, "replay start --all")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\r\u001b[K[------------------------------] 0/10  0 left out  RUNNING")
                .endsWith("\r\u001b[K[##############################] 10/10  0 left out  DONE\n");
    }

    @Test
    void a_replay_that_left_some_out_or_was_stopped_is_told_by_the_exit_code() {
        api.on("GET /api/ops/replay/" + ID, 200, replay("DONE", 9, 1))
                .on("GET /api/ops/replay/" + ID, 200, replay("STOPPED", 2, 0))
                .on("GET /api/ops/replay/" + ID, 200, replay("PAUSED", 2, 0));

        assertThat(run(false, "replay status " + ID)).isEqualTo(3);
        assertThat(run(false, "replay status " + ID)).isEqualTo(3);
        assertThat(run(false, "replay status " + ID)).isZero();
    }

    @Test
    void a_service_that_restarts_is_waited_out() {
        api.on("POST /api/ops/replay", 202, replay("RUNNING", 0, 0))
                .on("GET /api/ops/replay/" + ID, 503, "")
                .on("GET /api/ops/replay/" + ID, 200, replay("DONE", 10, 0));

        assertThat(run(false, "replay start --all")).isZero();
    }

    @Test
    void a_dry_run_tells_what_would_go() {
        api.on(
                "POST /api/ops/replay",
                200,
                "{\"total\":1,\"sample\":[{\"id\":\"" + ID + "\",\"message\":\"answered\\u001b[2J 500\"}]}");

        assertThat(run(false, "replay start --id " + ID + " --dry-run")).isZero();
        assertThat(said().getFirst()).isEqualTo("1 would be replayed; nothing was changed");
        assertThat(said().getLast()).startsWith(ID).contains("answered [2J 500");
    }

    @Test
    void dead_letters_are_listed_shown_and_discarded_and_the_audit_tells_of_it() {
        api.on(
                        "GET /api/ops/dead-letter?state=OPEN&fingerprint=a+b&limit=20",
                        200,
                        "{\"items\":[{\"id\":\"" + ID + "\",\"state\":\"OPEN\"}],\"nextCursor\":\"x\"}")
                .on("GET /api/ops/dead-letter/group", 200, "{\"items\":[{\"count\":3}],\"nextCursor\":null}")
                .on("GET /api/ops/dead-letter/" + ID, 200, "{\"id\":\"" + ID + "\"}")
                .on("POST /api/ops/dead-letter/" + ID + "/discard", 200, "{}")
                .on("GET /api/ops/audit?limit=20", 200, "{\"items\":[{\"action\":\"replay.started\"}]}");

        assertThat(command(false).run(List.of("dead-letters", "list", "--state", "OPEN", "--fingerprint", "a b")))
                .isZero();
        assertThat(said()).hasSize(3).last().isEqualTo("… and more");
        assertThat(run(false, "dead-letters groups")).isZero();
        assertThat(run(false, "dead-letters show " + ID)).isZero();
        assertThat(run(false, "dead-letters discard " + ID + " --reason gone")).isZero();
        assertThat(run(false, "audit")).isZero();
        assertThat(said()).last().asString().contains("replay.started");
        assertThat(api.asked()).anyMatch(asked -> asked.endsWith("{\"reason\":\"gone\"}"));
    }

    @Test
    void a_refusal_is_one_clear_line() {
        api.on("POST /api/ops/replay", 409, "{\"code\":\"REPLAY_RUNNING\",\"detail\":\"Replay x is RUNNING.\"}");

        assertThat(run(false, "replay start --all")).isEqualTo(1);
        assertThat(complaint()).isEqualTo("darkroom: REPLAY_RUNNING: Replay x is RUNNING.\n");
    }

    @Test
    void nobody_there_is_one_clear_line() {
        var address = api.url();
        api.close();

        assertThat(command(false, Map.of("DARKROOM_URL", address, "DARKROOM_TOKEN", "drk_key"))
                        .run(List.of("audit")))
                .isEqualTo(1);
        assertThat(complaint()).isEqualTo("darkroom: " + address + " cannot be reached\n");
    }

    @Test
    void what_is_not_understood_is_said_and_nothing_is_asked() {
        for (var words : List.of(
                "",
                "replay",
                "replay start",
                "replay start --all --id " + ID,
                "replay start --all --rate 0",
                "replay start --all --fast",
                "replay start --code A --code B",
                "replay status 7",
                "replay status",
                "replay cancel " + ID + " now",
                "dead-letters discard " + ID,
                "dead-letters list --limit",
                "audit --limit 1000")) {
            assertThat(run(false, words)).as(words).isEqualTo(2);
        }
        assertThat(api.asked()).isEmpty();
        assertThat(run(false, "--help")).isZero();
    }

    @Test
    void the_account_that_run_made_is_used_when_nothing_else_is_said() throws IOException {
        api.on("POST /api/token", 200, "{\"accessToken\":\"first\"}")
                .on("POST /api/token", 200, "{\"accessToken\":\"second\"}")
                .on("GET /api/ops/audit?limit=20", 401, "{}")
                .on("GET /api/ops/audit?limit=20", 200, "{\"items\":[]}");
        var nothing = Map.of("DARKROOM_URL", api.url());

        assertThat(command(false, nothing).run(List.of("audit"))).isEqualTo(1);
        assertThat(complaint()).startsWith("darkroom: say who asks");

        Files.createDirectories(home.resolve(".darkroom/keys"));
        Files.writeString(home.resolve(".darkroom/keys/operator-password"), "secret\n");
        assertThat(command(false, nothing).run(List.of("audit"))).isZero();
        assertThat(api.asked().getFirst())
                .startsWith("POST /api/token null")
                .contains("\"email\":\"operator@darkroom.local\"", "\"password\":\"secret\"");
        assertThat(api.asked().getLast()).contains("Bearer second");
    }

    private int run(boolean terminal, String words) {
        return command(terminal).run(words.isEmpty() ? List.of() : List.of(words.split(" ")));
    }

    private Darkroom command(boolean terminal) {
        return command(terminal, Map.of("DARKROOM_URL", api.url() + "/", "DARKROOM_TOKEN", "drk_key"));
    }

    private Darkroom command(boolean terminal, Map<String, String> env) {
        return new Darkroom(
                env,
                home,
                terminal,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private List<String> said() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String replay(String state, int done, int failed) {
        return "{\"replayId\":\"%s\",\"state\":\"%s\",\"total\":10,\"done\":%d,\"failed\":%d}"
                .formatted(ID, state, done, failed);
    }
}
