package dev.darkroom.notifier.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {

    private static final StreamState STREAM = new StreamState("k3f9", 128, 40, 3, 5);

    @ParameterizedTest(name = "after {0}")
    @MethodSource("cursors")
    void a_client_goes_on_where_its_cursor_proves_it_may(@Nullable String after, Resume expected) {
        assertThat(Resume.of(after, STREAM)).isEqualTo(expected);
    }

    static Stream<Arguments> cursors() {
        var nothing = new Resume.FromNothing(128);
        return Stream.of(
                Arguments.of(null, new Resume.FromUnacknowledged(128)),
                Arguments.of("k3f9:121", new Resume.FromCursor(121, 40, 128)),
                Arguments.of("k3f9:0", new Resume.FromCursor(0, 40, 128)),
                Arguments.of("k3f9:128", new Resume.FromCursor(128, 40, 128)),
                Arguments.of("k3f9:129", nothing),
                Arguments.of("other:5", nothing),
                Arguments.of("", nothing),
                Arguments.of("k3f9", nothing),
                Arguments.of("k3f9:", nothing),
                Arguments.of("k3f9:-1", nothing),
                Arguments.of("k3f9:12x", nothing),
                Arguments.of("K3F9:12", nothing),
                Arguments.of("k3f9:12:13", nothing),
                Arguments.of("k3f9:9999999999999999999", nothing));
    }

    @Test
    void the_count_of_a_cursor_is_what_will_come() {
        assertThat(new Resume.FromCursor(121, 40, 128).count()).isEqualTo(7);
        assertThat(new Resume.FromCursor(40, 40, 128).count()).isEqualTo(88);
        assertThat(new Resume.FromCursor(39, 40, 128).count()).isEqualTo(88);
        assertThat(new Resume.FromCursor(0, 128, 128).count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k3f9:0", "k3f9:999999999999999999"})
    void a_cursor_reads_back_as_it_was_written(String text) {
        assertThat(Cursor.parse(text)).get().hasToString(text);
    }
}
