package dev.darkroom.standalone;

import static dev.darkroom.standalone.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole with the real database and broker, and stand-ins for our own programs.
class DarkroomTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private DataFolder data;
    private Parts parts;
    private Darkroom darkroom;

    @BeforeEach
    void open() throws Exception {
        data = DataFolder.open(temp.resolve("data"));
        make(Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        darkroom.stop(Parts.GRACE);
        FakeProject.remove(new Project(temp.resolve("project")));
        data.close();
    }

    @Test
    void every_part_is_told_where_the_others_are_and_stops_before_what_it_needs() throws Exception {
        make(Map.of(
                "DARKROOM_PUBLIC_URL", "https://pictures.example.org",
                "DARKROOM_WORKER_JAVA_OPTS", "-Dfake.one=1 -Xmx200m"));

        assertThat(darkroom.start(PATIENCE)).isTrue();

        assertThat(said).hasSize(6).allMatch(line -> line.contains("ready after"));
        assertThat(parts.all()).allMatch(Part::isAlive).allMatch(Part::isReady);
        assertThat(Files.readAllLines(parts.worker().log()))
                .contains(
                        "DARKROOM_DATABASE_URL=" + parts.database().url(),
                        "DARKROOM_DATABASE_USER=darkroom",
                        "DARKROOM_DATABASE_PASSWORD=" + parts.database().password(),
                        "DARKROOM_KAFKA_BOOTSTRAP=" + parts.broker().address(),
                        "DARKROOM_PUBLIC_URL=https://pictures.example.org",
                        "DARKROOM_NOTIFIER_PUBLIC_URL=" + parts.notifier().uri(),
                        "DARKROOM_JWKS_URI=" + parts.api().uri() + "/.well-known/jwks.json",
                        "DARKROOM_SIGNING_KEY_FILE=" + data.keys().resolve("signing-key.pem"),
                        "DARKROOM_IMAGE_URL_SECRET_FILE=" + data.keys().resolve("image-url-secret"),
                        "DARKROOM_WEBHOOK_KEY_FILE=" + data.keys().resolve("webhook-key"),
                        "DARKROOM_WEBHOOK_ALLOW_PRIVATE=true",
                        "DARKROOM_IMAGES_DIR=" + data.images(),
                        "DARKROOM_DEMO_EMAIL=demo@darkroom.local",
                        "DARKROOM_OPERATOR_EMAIL=operator@darkroom.local")
                .anyMatch(line -> line.startsWith("max heap 19"));

        darkroom.stop(Parts.GRACE);

        assertThat(parts.all()).noneMatch(Part::isAlive);
        for (var service : List.of(parts.api(), parts.worker(), parts.notifier())) {
            assertThat(Files.readString(service.log())).contains("stopping beside postgres=true kafka=true stub=true");
        }
        assertThat(data.run()).isEmptyDirectory();
    }

    @Test
    void whatever_dies_is_started_again_and_keeps_its_data() throws Exception {
        assertThat(darkroom.start(PATIENCE)).isTrue();
        try (var connection = parts.database().connect();
                var statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
        }
        var dead = List.of(parts.worker(), parts.database());

        dead.forEach(Part::kill);

        for (var part : dead) {
            eventually(PATIENCE, () -> part.isAlive() && part.isReady());
        }
        assertThat(said)
                .filteredOn(line -> line.contains("starting it again"))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("worker-service was ended by signal 9; starting it again in 1 s"))
                .anyMatch(line -> line.startsWith("postgres was ended by signal 9; starting it again in 1 s"));
        try (var connection = parts.database().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select answer from kept")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void a_part_that_keeps_dying_is_named_with_its_log_and_its_last_error() throws Exception {
        make(Map.of("DARKROOM_NOTIFIER_JAVA_OPTS", "-Dfake.exit=7"));

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> darkroom.start(PATIENCE))
                .withMessageContaining("notifier-service does not come up, it ended with exit code 7")
                .withMessageContaining(parts.notifier().log().toString())
                .withMessageContaining("ERROR no room for me here");
    }

    @Test
    void a_part_that_takes_too_long_is_named() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> darkroom.start(Duration.ofMillis(1)))
                .withMessageContaining("is not up after 0 s");
    }

    @Test
    void what_an_earlier_run_left_behind_is_found_and_stopped() throws Exception {
        parts.stub().start();
        parts.stub().awaitReady(PATIENCE);
        var left = parts.stub();
        make(Map.of());

        assertThat(parts.stopLeftovers()).containsExactly("ai-server-stub");

        eventually(PATIENCE, () -> !left.isAlive());
        assertThat(parts.stopLeftovers()).isEmpty();
    }

    @Test
    void a_process_id_that_was_used_again_is_left_in_peace() throws Exception {
        var innocent = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(data.run().resolve("worker-service.pid"), Long.toString(innocent.pid()));

            assertThat(parts.stopLeftovers()).isEmpty();

            assertThat(innocent.isAlive()).isTrue();
        } finally {
            innocent.destroyForcibly();
        }
    }

    @Test
    void a_part_can_be_stopped_and_started_alone() throws Exception {
        var api = parts.api();
        for (var round = 0; round < 2; round++) {
            api.start();
            api.awaitReady(PATIENCE);
            assertThat(api.pid()).isPresent();
            api.stop(Parts.GRACE);
            assertThat(api.pid()).isEmpty();
            assertThat(api.isReady()).isFalse();
        }
    }

    @Test
    void a_part_that_dies_while_it_is_awaited_says_why() throws Exception {
        make(Map.of("DARKROOM_API_JAVA_OPTS", "-Dfake.exit=3"));
        parts.api().start();

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> parts.api().awaitReady(PATIENCE))
                .withMessageContaining("exit code 3")
                .withMessageContaining("no room for me here");
    }

    private void make(Map<String, String> env) throws Exception {
        var home = temp.resolve("project");
        var project = Files.exists(home) ? new Project(home) : FakeProject.in(home);
        parts = Parts.of(project, data, Ports.free(), env);
        darkroom = new Darkroom(parts, said::add);
    }
}
