package dev.darkroom.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private SmallDarkroom darkroom;
    private String stopAt = "never";

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        darkroom = new SmallDarkroom();
    }

    @AfterEach
    void stop() throws IOException {
        darkroom.close();
    }

    @Test
    void accept_counts_what_an_owner_had_accepted() throws IOException {
        var figures = measured(0, "accept", "--connections", "4", "--owners", "2", "--warmup", "1", "--seconds", "1");

        assertThat(figures.path("accepted").asInt()).isPositive();
        assertThat(figures.path("acceptedPerSecond").asDouble()).isPositive();
        assertThat(figures.path("latencyMillis").path("p99.9").isNumber()).isTrue();
        assertThat(figures.path("otherAnswers").isEmpty()).isTrue();
        assertThat(figures.path("clientMicrosPerRequest").isNumber()).isTrue();
    }

    @Test
    void accept_tells_when_others_than_202_were_answered() throws IOException {
        darkroom.limited = true;

        var figures = measured(3, "accept", "--connections", "2", "--owners", "1", "--warmup", "0", "--seconds", "1");

        assertThat(figures.path("accepted").asInt()).isZero();
        assertThat(figures.path("otherAnswers").path("429").asInt()).isPositive();
    }

    @Test
    void path_meets_every_post_with_its_frame_though_the_frame_comes_first() throws IOException {
        var figures = measured(0, "path", "--rate", "200", "--count", "60", "--warmup", "0", "--owners", "3");

        assertThat(figures.path("completed").asInt()).isEqualTo(60);
        assertThat(figures.path("fromDueMillis").path("p50").isNumber()).isTrue();
        assertThat(figures.path("troubles").isEmpty()).isTrue();
        assertThat(darkroom.faults).containsExactly("PUT [0,0]", "DELETE");
    }

    @Test
    void path_tells_what_failed_and_sets_the_ai_server_back() throws IOException {
        darkroom.ending = "failed";

        var figures = measured(
                3, "path", "--rate", "100", "--count", "5", "--warmup", "0", "--owners", "1", "--ai-millis", "40");

        assertThat(figures.path("troubles").path("failed").asInt()).isEqualTo(5);
        assertThat(darkroom.faults).containsExactly("PUT [40,40]", "DELETE");
    }

    @Test
    void a_run_that_is_stopped_sets_the_ai_server_back() {
        stopAt = "posting";

        assertThat(run("path", "--rate", "1", "--count", "400", "--owners", "1", "--ai-millis", "40"))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("stopped");
        assertThat(darkroom.faults).containsExactly("PUT [40,40]", "DELETE");
    }

    @Test
    void drain_counts_what_fill_left() throws IOException {
        darkroom.workerStopped = true;
        var state = folder.resolve("backlog.json").toString();

        var filled = measured(0, "fill", "--count", "40", "--connections", "6", "--owners", "4", "--state", state);
        var drained = measured(0, "drain", "--state", state);

        assertThat(filled.path("accepted").asInt()).isEqualTo(40);
        assertThat(drained.path("ended").asInt()).isEqualTo(40);
        assertThat(drained.path("missing").asInt()).isZero();
        assertThat(drained.path("completedPerSecond").asDouble()).isPositive();
    }

    @Test
    void outage_tells_how_soon_the_queue_is_empty_after_the_ai_servers_return() throws IOException {
        var figures = measured(0, "outage", "--count", "30", "--owners", "3", "--seconds", "1");

        assertThat(figures.path("endedWhileAway").asInt()).isZero();
        assertThat(figures.path("missing").asInt()).isZero();
        assertThat(figures.path("secondsToTheLast").asDouble()).isPositive();
        assertThat(darkroom.faults).endsWith("PUT [0,0]", "DELETE");
    }

    @Test
    void replay_tells_how_fast_dead_letters_went_back_to_work() throws IOException {
        var password = Files.writeString(folder.resolve("operator-password"), "secret of the operator");
        darkroom.knows("operator@darkroom.local", "secret of the operator");

        var figures = measured(
                0,
                "replay",
                "--count",
                "30",
                "--owners",
                "3",
                "--settle-seconds",
                "0",
                "--operator-password-file",
                password.toString());

        assertThat(figures.path("replayed").asInt()).isEqualTo(30);
        assertThat(figures.path("completed").asInt()).isEqualTo(30);
        assertThat(figures.path("replayedPerSecond").asDouble()).isPositive();
    }

    @Test
    void drain_without_fill_says_what_to_do_first() {
        assertThat(run("drain", "--state", folder.resolve("none.json").toString()))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("run fill first");
    }

    @Test
    void hold_compares_with_the_ideal() throws IOException {
        var figures = measured(0, "hold", "--calls", "5", "--ai-millis", "100", "--seconds", "1", "--owners", "2");

        assertThat(figures.path("idealPerSecond").asDouble()).isEqualTo(50);
        assertThat(figures.path("completedWhileMeasured").asInt()).isPositive();
        assertThat(darkroom.faults).containsExactly("PUT [100,100]", "PUT [0,0]", "DELETE");
    }

    @Test
    void sockets_says_which_file_of_the_running_system_is_missing() {
        assertThat(bench(
                        "sockets", "--notifier-pid-file", folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(bench("sockets", "--steps", "idle,burts")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("--notifier-pid-file names it", "--steps takes some of idle,burst,steady,resume");
    }

    @Test
    void the_client_can_measure_itself() throws IOException {
        var file = folder.resolve("self.json");

        assertThat(bench("self-test", "--connections", "2", "--seconds", "1", "--json", file.toString()))
                .isZero();
        assertThat(new JsonMapper()
                        .readTree(Files.readString(file))
                        .path("figures")
                        .path("requestsPerSecond")
                        .asDouble())
                .isPositive();
    }

    @Test
    void memory_shows_the_processes_named() {
        assertThat(bench("memory", "--pids", "bench=" + ProcessHandle.current().pid()))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("memory mebibytes", "together");
    }

    @Test
    void another_machine_is_refused_before_anything_is_sent() {
        assertThat(bench("accept", "--api", "http://10.0.0.1:8080")).isEqualTo(2);
        assertThat(bench("accept", "--no-auth", "--url", "http://192.0.2.1/")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("10.0.0.1 is not this machine", "192.0.2.1 is not this machine");
        assertThat(out.size()).isZero();
    }

    @Test
    void what_is_not_understood_is_refused() {
        assertThat(bench()).isEqualTo(2);
        assertThat(bench("--help")).isZero();
        assertThat(bench("accpet")).isEqualTo(2);
        assertThat(bench("path", "--rate", "1", "--count", "100000")).isEqualTo(2);
        assertThat(bench("hold", "--ai-millis", "60000", "--seconds", "10")).isEqualTo(2);
        assertThat(bench("accept", "--no-auth")).isEqualTo(2);
        assertThat(bench("memory", "--pids", "bench")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("unknown command 'accpet'", "take a smaller --count");
    }

    @Test
    void a_system_that_is_not_there_is_said_in_one_line() throws IOException {
        darkroom.close();

        assertThat(run("accept")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("start the system first").hasLineCount(1);
    }

    private JsonNode measured(int code, String... words) throws IOException {
        var file = folder.resolve(words[0] + ".json");
        var all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--json";
        all[words.length + 1] = file.toString();
        assertThat(run(all)).as(err.toString(UTF_8)).isEqualTo(code);
        return new JsonMapper().readTree(Files.readString(file)).path("figures");
    }

    private int run(String... words) {
        return bench(darkroom.command(words));
    }

    private int bench(String... words) {
        return new Bench(
                        () -> Instant.parse("2026-01-01T12:00:00Z"),
                        new Random(7),
                        new PrintStream(new Watched(), true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .measure(List.of(words));
    }

    /// Starts the worker when the bench says it is ready, as an operator would, or stops the bench.
    private final class Watched extends OutputStream {

        @Override
        public void write(int letter) {
            out.write(letter);
            if (letter == '\n' && darkroom.workerStopped && out.toString(UTF_8).contains("start the worker now")) {
                darkroom.startWorker();
            }
            if (letter == '\n' && out.toString(UTF_8).contains(stopAt)) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
