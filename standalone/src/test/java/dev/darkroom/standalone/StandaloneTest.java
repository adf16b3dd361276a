package dev.darkroom.standalone;

import static dev.darkroom.standalone.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program itself, as a process that gets real signals.
class StandaloneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private final List<Process> started = new ArrayList<>();
    private Project project;
    private Ports ports;
    private Path data;

    @BeforeEach
    void prepare() throws Exception {
        project = FakeProject.in(temp.resolve("project"));
        ports = Ports.free();
        data = temp.resolve("data");
    }

    @AfterEach
    void nothing_is_left_behind() throws Exception {
        for (var process : started) {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        FakeProject.remove(project);
        assertThat(running()).isEmpty();
    }

    @Test
    void it_comes_up_says_where_it_is_and_stops_on_the_first_signal() throws Exception {
        var run = run();
        eventually(PATIENCE, () -> said().contains("Ctrl-C stops everything"));

        assertThat(said())
                .contains("http://localhost:%d/api".formatted(ports.api()))
                .contains("ws://localhost:%d/ws".formatted(ports.notifier()))
                .contains("demo@darkroom.local   " + Files.readString(data.resolve("keys/demo-password")))
                .contains("operator@darkroom.local   " + Files.readString(data.resolve("keys/operator-password")));
        assertThat(running()).hasSizeGreaterThanOrEqualTo(6);

        Signal.INT.to(run.toHandle());
        Signal.INT.to(run.toHandle());

        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(130);
        assertThat(running()).isEmpty();
        assertThat(said()).endsWith("stopped\n");
    }

    @Test
    void after_kill_9_the_next_run_cleans_up_and_has_the_data() throws Exception {
        var first = run();
        eventually(PATIENCE, () -> said().contains("Darkroom is up"));
        Files.writeString(data.resolve("images/kept.png"), "");
        first.destroyForcibly().waitFor();
        var orphans = running();
        assertThat(orphans).hasSizeGreaterThanOrEqualTo(6);
        Files.writeString(console(), "");

        run();
        eventually(PATIENCE, () -> said().contains("Darkroom is up"));

        assertThat(said())
                .containsPattern("stopped what an earlier run left behind: .*, ai-server-stub, kafka, postgres\n");
        assertThat(orphans).noneMatch(ProcessHandle::isAlive);
        assertThat(data.resolve("images/kept.png")).exists();
    }

    @Test
    void a_second_run_on_the_same_data_is_refused_in_one_line() throws Exception {
        try (var _ = DataFolder.open(data)) {
            var run = run("--fresh");

            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).isEqualTo(1);
            assertThat(said()).startsWith("run: Darkroom already runs on").hasLineCount(1);
        }
    }

    @Test
    void wrong_arguments_are_refused_with_exit_code_2() throws Exception {
        var run = run("--frehs");

        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(2);
        assertThat(said()).isEqualTo("run: unknown argument --frehs; ./run --help says what there is\n");
    }

    @Test
    void fresh_starts_empty_and_a_failed_start_leaves_nothing_running() throws Exception {
        try (var folder = DataFolder.open(data)) {
            Files.writeString(folder.images().resolve("old.png"), "");
        }
        var run = start(Map.of("DARKROOM_API_JAVA_OPTS", "-Dfake.exit=9"), "--fresh");

        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(1);
        assertThat(said()).contains("run: api-service does not come up");
        assertThat(data.resolve("images/old.png")).doesNotExist();
        assertThat(running()).isEmpty();
    }

    private Process run(String... arguments) throws Exception {
        return start(Map.of(), arguments);
    }

    private Process start(Map<String, String> env, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Jvm.java());
        // so that what this process runs counts as covered too
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("-Ddarkroom.home=" + project.home());
        command.add(Standalone.class.getName());
        command.addAll(List.of("--data", data.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(console().toFile());
        builder.environment().putAll(env);
        builder.environment()
                .putAll(Map.of(
                        "DARKROOM_API_PORT", Integer.toString(ports.api()),
                        "DARKROOM_WORKER_PORT", Integer.toString(ports.worker()),
                        "DARKROOM_NOTIFIER_PORT", Integer.toString(ports.notifier()),
                        "DARKROOM_STUB_PORT", Integer.toString(ports.stub()),
                        "DARKROOM_POSTGRES_PORT", Integer.toString(ports.postgres()),
                        "DARKROOM_KAFKA_PORT", Integer.toString(ports.kafka())));
        var process = builder.start();
        started.add(process);
        return process;
    }

    private Path console() {
        return temp.resolve("console");
    }

    private String said() throws Exception {
        return Files.readString(console());
    }

    /// Every process whose command line names our data folder, but not the program itself.
    private List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(data.toString()) && !line.contains(Standalone.class.getName()))
                        .isPresent())
                .toList();
    }
}
