package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.standalone.Ports;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a new user does, on a data folder and ports of its own.
@Order(10)
class RunCommandIT {

    private static final Pattern DEMO = Pattern.compile("demo account +(\\S+) +(\\S+)");

    @TempDir
    Path folder;

    @Test
    void one_command_brings_up_everything_keeps_it_up_and_takes_all_of_it_down() throws Exception {
        var project = RunCommand.project(folder.resolve("darkroom"));
        var data = folder.toRealPath().resolve("data");
        var ports = Ports.free();
        String picture;
        try (var run = RunCommand.in(project, data, ports)) {
            run.awaitSaid("Ctrl-C stops everything");
            assertThat(run.said())
                    .doesNotContain("building")
                    .contains("http://localhost:%d/api".formatted(ports.api()))
                    .contains("ws://localhost:%d/ws".formatted(ports.notifier()))
                    .contains("operator account");
            var user = demo(run, ports);
            picture = user.awaitComplete(user.order("the first picture").id()).id();
            assertThat(user.api()
                            .get(user.read(picture).images().getFirst().url())
                            .expect(200)
                            .body())
                    .startsWith(0x89, 'P', 'N', 'G');

            aDeadServiceIsRestartedWithOneLine(run, data, user);
            aSecondOneIsRefusedInOneLine(project, ports);

            run.interrupt();
            assertThat(run.awaitExit()).isEqualTo(130);
            assertThat(run.said()).endsWith("stopped\n");
        }
        assertThat(RunCommand.running(data)).isEmpty();

        try (var again = RunCommand.in(project, data, ports)) {
            again.awaitSaid("Ctrl-C stops everything");
            var user = demo(again, ports);
            assertThat(user.read(picture).isComplete()).isTrue();
            user.api().get(user.read(picture).images().getFirst().url()).expect(200);
            again.interrupt();
            assertThat(again.awaitExit()).isEqualTo(130);
        }
        assertThat(RunCommand.running(data)).isEmpty();
    }

    private static void aDeadServiceIsRestartedWithOneLine(RunCommand run, Path data, Owner user) throws Exception {
        var pidFile = data.resolve("run").resolve("worker-service.pid");
        var pid = Long.parseLong(Files.readString(pidFile).strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        within(
                Duration.ofSeconds(60),
                () -> assertThat(Files.readString(pidFile)).isNotEqualTo(Long.toString(pid)));
        user.awaitComplete(user.order("the second picture").id());
        assertThat(run.said().lines().filter(line -> line.contains("starting it again")))
                .singleElement()
                .asString()
                .startsWith("worker-service was ended by signal 9")
                .contains("in 1 s");
    }

    private void aSecondOneIsRefusedInOneLine(Path project, Ports ports) throws Exception {
        try (var second = RunCommand.in(project, folder.toRealPath().resolve("other"), ports)) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.said())
                    .hasLineCount(1)
                    .startsWith("run: ports ")
                    .contains("%d (api-service)".formatted(ports.api()), "--port-offset");
        }
    }

    private static Owner demo(RunCommand run, Ports ports) throws Exception {
        var account = DEMO.matcher(run.said());
        assertThat(account.find()).as("the demo account in\n%s", run.said()).isTrue();
        return Owner.signIn(
                new Http(URI.create("http://localhost:" + ports.api()), null),
                new Http(URI.create("http://localhost:" + ports.notifier()), null),
                account.group(1),
                account.group(2));
    }
}
