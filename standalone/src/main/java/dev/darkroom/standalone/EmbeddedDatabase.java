package dev.darkroom.standalone;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// A real PostgreSQL server with durable data. It is a child like every other part, not a daemon: its exit is seen at
/// once, and it is stopped when its turn comes and not before.
public final class EmbeddedDatabase implements Part {

    public static final String USER = "darkroom";

    private static final String NAME = "darkroom";
    private static final String UNDEFINED_DATABASE = "3D000";

    /// Durable as in production: fsync and synchronous_commit keep their defaults, which are on. No Unix socket: nobody
    /// uses it, and its folder could be another PostgreSQL's.
    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "max_connections", "200",
            "shared_buffers", "128MB",
            "timezone", "UTC",
            "log_timezone", "UTC",
            "log_line_prefix", "%m [%p] ");

    private final OwnProcess process;
    private final Project project;
    private final DataFolder data;
    private final int port;
    private final Secrets secrets;

    EmbeddedDatabase(Project project, DataFolder data, int port, Secrets secrets) {
        // SIGINT is PostgreSQL's fast stop: it ends sessions instead of waiting for them
        this.process = new OwnProcess("postgres", Signal.INT, data);
        this.project = project;
        this.data = data;
        this.port = port;
        this.secrets = secrets;
    }

    @Override
    public OwnProcess process() {
        return process;
    }

    @Override
    public void start() throws InterruptedException {
        process.stopLeftover(Parts.GRACE);
        var binaries = PostgresBinaries.in(project.postgresHome());
        try {
            if (!Files.exists(data.postgres())) {
                initialise(binaries);
            }
            dropForeignPid();
        } catch (IOException e) {
            throw new CannotStart("postgres cannot use %s: %s".formatted(data.postgres(), e), e);
        }
        var command = asOrdinaryUser(
                binaries.program("postgres"), "-D", data.postgres().toString());
        command.addAll(List.of("-p", Integer.toString(port)));
        command.addAll(List.of("-c", "external_pid_file=" + process.pidFile()));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        process.launch(command, Map.of());
    }

    /// Also makes our database, where a new server has none yet.
    @Override
    public boolean isReady() {
        try (var connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (UNDEFINED_DATABASE.equals(e.getSQLState())) {
                createDatabase();
            }
            return false;
        }
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    public String url() {
        return url(NAME);
    }

    public String password() {
        return secrets.password("database");
    }

    /// A new connection as the owner of everything; the caller closes it.
    public Connection connect() throws SQLException {
        return connect(NAME);
    }

    private Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "3");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(url(database), properties);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    private void createDatabase() {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + NAME);
        } catch (SQLException e) {
            throw new CannotStart("the database cannot be made: " + e.getMessage(), e);
        }
    }

    /// In a folder beside, which then takes its name: an initialisation that was cut short starts over.
    private void initialise(PostgresBinaries binaries) throws IOException, InterruptedException {
        var draft = data.postgres().resolveSibling("postgres.new");
        if (Files.exists(draft)) {
            try (var files = Files.walk(draft)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        process.prepare(asOrdinaryUser(
                binaries.program("initdb"),
                "--pgdata=" + draft,
                "--username=" + USER,
                "--pwfile=" + secrets.passwordFile("database"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8"));
        Files.move(draft, data.postgres(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// PostgreSQL refuses to start while the process named in its pid file lives. After a crash of the machine that
    /// id may be anybody's. When that process is dead PostgreSQL cleans up itself, and better: it also looks for
    /// orphaned sessions.
    private void dropForeignPid() throws IOException {
        var pidFile = data.postgres().resolve("postmaster.pid");
        if (PidFile.process(pidFile).filter(found -> !process.isOurs(found)).isPresent()) {
            Files.delete(pidFile);
        }
    }

    /// PostgreSQL does not run as root. In a user namespace of its own, root is nobody.
    private List<String> asOrdinaryUser(String... command) {
        var whole = new ArrayList<String>();
        if (new UnixSystem().getUid() == 0) {
            whole.addAll(List.of("unshare", "--user"));
        }
        whole.addAll(List.of(command));
        return whole;
    }
}
