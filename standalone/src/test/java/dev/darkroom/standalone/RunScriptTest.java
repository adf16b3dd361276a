package dev.darkroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./run` up to where it becomes the program, in a project of empty jars, with a stand-in for Maven and for the JDK.
class RunScriptTest {

    private static final List<String> PROGRAMS =
            List.of("api-service", "worker-service", "notifier-service", "ai-server-stub", "standalone");

    @TempDir
    Path home;

    private Path tools;

    @BeforeEach
    void lay_out_a_project_and_tools() throws IOException {
        var real = Project.find().home();
        Files.createDirectories(home.resolve("standalone"));
        Files.copy(real.resolve("run"), home.resolve("run"));
        Files.copy(real.resolve("standalone/jdk25.sh"), home.resolve("standalone/jdk25.sh"));
        Files.writeString(home.resolve("pom.xml"), "");
        for (var module : List.of("common", "api-service", "worker-service", "notifier-service", "ai-server-stub")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "");
        }
        Files.createDirectories(home.resolve("standalone/src/main"));
        Files.writeString(home.resolve("standalone/pom.xml"), "");
        age(home, Duration.ofHours(2));

        tools = Files.createDirectories(home.resolve("tools"));
        var jdk = tools.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        program(jdk.resolve("bin/java"), "echo \"java $*\"");
        program(jdk.resolve("bin/javac"), "");
        program(tools.resolve("mvn"), """
                case "$*" in *-v) echo "Apache Maven ${MAVEN:-3.8.7}"; exit 0;; esac
                echo "mvn $*" >> "$0.calls"
                if [ -n "${BROKEN:-}" ]; then echo "[ERROR] it does not compile"; exit 1; fi
                for m in %s; do
                  echo "[INFO] Building $m 0.1.0-SNAPSHOT                  [2/6]"
                  mkdir -p "$m/target"
                  [ -f "$m/target/$m.jar" ] || : > "$m/target/$m.jar"
                done
                """.formatted(String.join(" ", PROGRAMS)));
    }

    @Test
    void what_is_not_built_is_built_and_what_is_built_is_not() throws Exception {
        assertThat(run("--fresh").said())
                .contains("building", "  api-service\n", "  standalone\n")
                .containsPattern("java .*-Ddarkroom.home=\\S+ -jar \\S+/standalone.jar --fresh\n");
        assertThat(run().said()).doesNotContain("building").contains("-jar");

        // an edit: Maven may find the jar unchanged and leave it as old as it is, once is enough all the same
        age(home, Duration.ofHours(1));
        Files.writeString(home.resolve("common/src/main/Changed.java"), "");
        assertThat(run().said()).contains("building");
        assertThat(run().said()).doesNotContain("building");

        Files.delete(home.resolve("worker-service/target/worker-service.jar"));
        assertThat(run().said()).contains("building");
        assertThat(Files.readAllLines(tools.resolve("mvn.calls")))
                .hasSize(3)
                .allMatch(call -> call.contains("-DskipTests") && call.contains(" package "));
    }

    @Test
    void a_build_that_fails_shows_its_errors_and_starts_nothing() throws Exception {
        var outcome = run(List.of("BROKEN=yes"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.said())
                .contains("[ERROR] it does not compile", "run: the build failed", "build.log")
                .doesNotContain("-jar");
    }

    @Test
    void a_maven_that_is_too_old_or_missing_is_one_line() throws Exception {
        var old = run(List.of("MAVEN=3.6.3"));
        assertThat(old.exitCode()).isEqualTo(2);
        assertThat(old.said()).isEqualTo("run: Maven 3.6.3 is too old; install Maven 3.8.7 or newer\n");

        assertThat(run(List.of("MAVEN=3.10.0")).exitCode()).isZero();

        Files.delete(home.resolve("api-service/target/api-service.jar"));
        Files.delete(tools.resolve("mvn"));
        var missing = run();
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.said()).isEqualTo("run: Maven is missing; install Maven 3.8.7 or newer\n");
    }

    @Test
    void help_needs_nothing() throws Exception {
        assertThat(run("--help").said()).startsWith("usage: ./run").contains("--port-offset", "DARKROOM_API_PORT");
    }

    private record Outcome(int exitCode, String said) {}

    private Outcome run(String... arguments) throws Exception {
        return run(List.of(), arguments);
    }

    /// With a PATH that holds the usual tools and ours, but no other Maven.
    private Outcome run(List<String> settings, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("env", "PATH=" + path(), "JAVA_HOME=" + tools.resolve("jdk")));
        command.addAll(settings);
        command.addAll(List.of("/bin/bash", home.resolve("run").toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), said);
    }

    private String path() throws IOException {
        var usual = Files.createDirectories(home.resolve("usual"));
        for (var tool : List.of(
                "cat", "dirname", "find", "grep", "head", "mkdir", "mktemp", "mv", "rm", "sed", "sort", "tee")) {
            program(usual.resolve(tool), "PATH=/usr/bin:/bin exec %s \"$@\"".formatted(tool));
        }
        return tools + ":" + usual;
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void age(Path folder, Duration by) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(
                        file,
                        FileTime.from(
                                Files.getLastModifiedTime(file).toInstant().minus(by)));
            }
        }
    }
}
