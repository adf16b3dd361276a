package dev.darkroom.system;

import static java.nio.file.FileVisitResult.CONTINUE;
import static java.nio.file.FileVisitResult.SKIP_SUBTREE;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Pattern;

/// What must not be lost, copied while it is in use: the database as of one moment, then the pictures, so that none is
/// missing that the database knows, then the keys. The database is copied as pg_basebackup does it, by hand: that
/// program does not come with the PostgreSQL of the tests.
///
/// @param moment the database's own time at the end of its copy
record Backup(Path folder, String moment) {

    /// Folders whose contents mean nothing to another server. The log is copied afterwards, as far as it is needed.
    private static final Set<String> LEFT_EMPTY =
            Set.of("pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_snapshots", "pg_subtrans", "pg_wal");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

    static Backup of(Site site, Path folder) throws SQLException, IOException {
        var from = site.data().path();
        String moment;
        try (var connection = site.sql();
                var statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('a test', true)");
            copy(from.resolve("postgres"), folder.resolve("postgres"));
            moment = end(statement, from.resolve("postgres"), folder.resolve("postgres"));
        }
        copy(site.images(), folder.resolve("images"));
        copy(from.resolve("keys"), folder.resolve("keys"));
        return new Backup(folder, moment);
    }

    /// Puts everything where a Darkroom of this data folder looks for it.
    void restoreTo(Path data) throws IOException {
        copy(folder, data);
        Files.setPosixFilePermissions(data.resolve("postgres"), PosixFilePermissions.fromString("rwx------"));
    }

    private static String end(Statement statement, Path from, Path to) throws SQLException, IOException {
        try (var stop = statement.executeQuery("""
                select labelfile, pg_walfile_name(lsn), clock_timestamp() from pg_backup_stop(false)
                """)) {
            stop.next();
            var label = stop.getString(1);
            Files.writeString(to.resolve("backup_label"), label);
            copyLog(from.resolve("pg_wal"), to.resolve("pg_wal"), firstSegment(label), stop.getString(2));
            return stop.getString(3);
        }
    }

    private static String firstSegment(String label) {
        return Pattern.compile("START WAL LOCATION: \\S+ \\(file (\\w+)\\)")
                .matcher(label)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static void copyLog(Path from, Path to, String first, String last) throws IOException {
        try (var segments = Files.list(from)) {
            for (var segment : segments.toList()) {
                var name = segment.getFileName().toString();
                if (name.matches("\\w{24}") && name.compareTo(first) >= 0 && name.compareTo(last) <= 0) {
                    Files.copy(segment, to.resolve(name));
                }
            }
        }
    }

    /// What vanishes meanwhile was not needed.
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<Path>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return isLeftEmpty(folder) ? SKIP_SUBTREE : CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!LEFT_OUT.contains(file.getFileName().toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException _) {
                        return CONTINUE;
                    }
                }
                return CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return CONTINUE;
                }
                throw failure;
            }

            // in a server that runs; a copy keeps what it holds
            private boolean isLeftEmpty(Path folder) {
                return Files.exists(from.resolve("postmaster.pid"))
                        && LEFT_EMPTY.contains(folder.getFileName().toString());
            }
        });
    }
}
