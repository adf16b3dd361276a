package dev.darkroom.standalone;

import static dev.darkroom.standalone.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private DataFolder data;
    private int port;
    private EmbeddedDatabase database;

    @BeforeEach
    void start() throws InterruptedException {
        data = DataFolder.open(temp.resolve("data"));
        port = Ports.free().postgres();
        database = database();
        database.start();
        database.awaitReady(PATIENCE);
    }

    @AfterEach
    void stop() {
        database.stop(Parts.GRACE);
        assertThat(database.isAlive()).isFalse();
        data.close();
    }

    @Test
    void it_is_set_up_like_a_server_that_keeps_its_promises() throws SQLException {
        assertThat(ask("show fsync")).isEqualTo("on");
        assertThat(ask("show synchronous_commit")).isEqualTo("on");
        assertThat(ask("show server_encoding")).isEqualTo("UTF8");
        assertThat(ask("show max_connections")).isEqualTo("200");
        assertThat(ask("show server_version")).startsWith("18");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(database.url(), EmbeddedDatabase.USER, "guessed"));
    }

    @Test
    void what_was_committed_survives_kill_9() throws Exception {
        tell("create table kept as select 42 as answer");

        database.kill();
        assertThat(database.isAlive()).isFalse();
        database.start();
        database.awaitReady(PATIENCE);

        assertThat(ask("select answer from kept")).isEqualTo("42");
    }

    @Test
    void a_server_left_running_is_found_and_replaced() throws Exception {
        tell("create table kept as select 42 as answer");
        var left = database;

        database = database();
        database.start();
        database.awaitReady(PATIENCE);

        eventually(PATIENCE, () -> !left.isAlive());
        assertThat(ask("select answer from kept")).isEqualTo("42");
    }

    @Test
    void a_pid_that_now_belongs_to_somebody_else_does_not_keep_it_from_starting() throws Exception {
        database.stop(Parts.GRACE);
        var alive = ProcessHandle.current().pid();
        Files.writeString(
                data.postgres().resolve("postmaster.pid"),
                "%d\n%s\n1\n%d\n\n127.0.0.1\n".formatted(alive, data.postgres(), port));

        database.start();
        database.awaitReady(PATIENCE);

        assertThat(ask("select 1")).isEqualTo("1");
    }

    @Test
    void while_it_is_suspended_it_is_alive_but_not_ready_and_it_can_still_be_stopped() throws Exception {
        database.suspend();
        assertThat(database.isReady()).isFalse();
        assertThat(database.isAlive()).isTrue();

        database.resume();
        database.awaitReady(PATIENCE);
        database.suspend();
    }

    private EmbeddedDatabase database() {
        return new EmbeddedDatabase(Project.find(), data, port, new Secrets(data.keys(), new SecureRandom()));
    }

    private void tell(String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
