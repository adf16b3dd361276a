package dev.darkroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    Path folder;

    @Test
    void the_last_error_is_of_this_run_and_not_the_last_line() throws IOException {
        var log = new LogFile(folder.resolve("part.log"));
        append(log, "ERROR of yesterday\n");
        log.begin();
        assertThat(log.lastError()).isEmpty();

        append(log, "starting\n2026 ERROR first\nCaused by: java.net.BindException: in use\n\tat line\n\nbye\n");

        assertThat(log.lastError()).contains("2026 ERROR first");
        assertThat(log.contains("starting")).isTrue();
        assertThat(log.contains("yesterday")).isFalse();
    }

    @Test
    void without_an_error_the_last_line_has_to_do() throws IOException {
        var log = new LogFile(folder.resolve("part.log"));
        log.begin();
        append(log, "one\ntwo\n\n");

        assertThat(log.lastError()).contains("two");
    }

    @Test
    void a_log_that_has_grown_is_put_aside() throws IOException {
        var log = new LogFile(folder.resolve("part.log"));
        try (var file = new RandomAccessFile(log.path().toFile(), "rw")) {
            file.setLength(17 << 20);
        }

        log.begin();

        assertThat(log.path()).doesNotExist();
        assertThat(folder.resolve("part.log.1")).exists();
    }

    private static void append(LogFile log, String text) throws IOException {
        Files.writeString(log.path(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
