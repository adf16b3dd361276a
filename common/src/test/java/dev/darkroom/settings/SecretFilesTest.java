package dev.darkroom.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.StandardEnvironment;

class SecretFilesTest {

    @TempDir
    private Path folder;

    @Test
    void a_file_gives_the_value_without_its_line_end() throws IOException {
        var file = Files.writeString(folder.resolve("password"), "s3cret word\n");

        assertThat(value(Map.of("DARKROOM_DATABASE_PASSWORD_FILE", file.toString()), "DARKROOM_DATABASE_PASSWORD"))
                .isEqualTo("s3cret word");
    }

    @Test
    void an_empty_value_beside_a_file_counts_as_unset() throws IOException {
        var file = Files.writeString(folder.resolve("key"), "k");

        assertThat(value(Map.of("DARKROOM_KEY", "", "DARKROOM_KEY_FILE", file.toString()), "DARKROOM_KEY"))
                .isEqualTo("k");
    }

    @Test
    void a_value_and_a_file_at_once_are_refused() {
        assertThatThrownBy(() -> value(Map.of("DARKROOM_KEY", "a", "DARKROOM_KEY_FILE", "b"), "DARKROOM_KEY"))
                .isInstanceOf(SettingRefused.class)
                .hasMessage("Both DARKROOM_KEY and DARKROOM_KEY_FILE are set.");
    }

    @Test
    void a_file_that_is_not_there_is_refused_by_name() {
        var missing = folder.resolve("missing").toString();

        assertThatThrownBy(() -> value(Map.of("DARKROOM_KEY_FILE", missing), "DARKROOM_KEY"))
                .isInstanceOf(SettingRefused.class)
                .hasMessage("DARKROOM_KEY_FILE names " + missing + ", which cannot be read.");
    }

    private static String value(Map<String, String> variables, String name) {
        var environment = new StandardEnvironment();
        new SecretFiles(() -> variables).postProcessEnvironment(environment, new SpringApplication());
        return String.valueOf(environment.getProperty(name));
    }
}
