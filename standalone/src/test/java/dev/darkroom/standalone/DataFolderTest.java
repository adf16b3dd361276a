package dev.darkroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path temp;

    @Test
    void only_one_at_a_time_holds_a_folder() {
        var path = temp.resolve("data");
        try (var _ = DataFolder.open(path)) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> DataFolder.open(path))
                    .withMessageContaining("already runs")
                    .withMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        try (var again = DataFolder.open(path)) {
            assertThat(again.images()).isDirectory();
        }
    }

    @Test
    void a_folder_full_of_something_else_is_neither_used_nor_emptied() throws IOException {
        var letter = Files.writeString(temp.resolve("letter.txt"), "dear");

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataFolder.open(temp))
                .withMessageContaining("not a Darkroom data folder");
        assertThat(letter).exists();
    }

    @Test
    void fresh_forgets_everything_and_follows_no_link() throws IOException {
        var elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("kept"), "");
        try (var data = DataFolder.open(temp.resolve("data"))) {
            Files.createDirectories(data.postgres().resolve("base"));
            Files.writeString(data.images().resolve("picture.png"), "");
            Files.createSymbolicLink(data.images().resolve("link"), elsewhere);

            data.clear();

            assertThat(data.postgres()).doesNotExist();
            assertThat(data.images()).isEmptyDirectory();
            assertThat(elsewhere.resolve("kept")).exists();
        }
        DataFolder.open(temp.resolve("data")).close();
    }

    @Test
    void keys_are_for_their_owner_only() throws IOException {
        try (var data = DataFolder.open(temp.resolve("data"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.keys())))
                    .isEqualTo("rwx------");
        }
    }
}
