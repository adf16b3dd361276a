package dev.darkroom.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The PostgreSQL of this JVM, and a fresh database in it for each class that asks.
final class PostgresServer {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final Database admin;

    private PostgresServer(Database admin) {
        this.admin = admin;
    }

    static PostgresServer get() {
        return Holder.SERVER;
    }

    Database newDatabase() {
        var name = "t" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        admin.jdbc().execute("create database " + name);
        var end = admin.url().indexOf('?');
        var path = end < 0 ? admin.url() : admin.url().substring(0, end);
        return new Database(path.substring(0, path.lastIndexOf('/') + 1) + name, admin.user(), admin.password());
    }

    private static Database start() {
        var given = System.getenv("DARKROOM_TEST_DATABASE_URL");
        if (given != null) {
            return new Database(
                    given,
                    System.getenv().getOrDefault("DARKROOM_TEST_DATABASE_USER", "postgres"),
                    System.getenv().getOrDefault("DARKROOM_TEST_DATABASE_PASSWORD", ""));
        }
        return Docker.answers() ? inContainer() : embedded();
    }

    private static Database inContainer() {
        @SuppressWarnings("resource") // lives as long as the JVM; Ryuk removes it
        var container = new PostgreSQLContainer("postgres:18-alpine");
        container.start();
        return new Database(container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }

    private static Database embedded() {
        try {
            @SuppressWarnings("resource") // its own shutdown hook ends it with the JVM
            var postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .start();
            return new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        } catch (IOException failed) {
            throw new UncheckedIOException("embedded PostgreSQL did not start", failed);
        }
    }

    private static final class Holder {
        static final PostgresServer SERVER = new PostgresServer(start());
    }
}
