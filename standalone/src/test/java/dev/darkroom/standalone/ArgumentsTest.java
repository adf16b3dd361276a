package dev.darkroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    private static final Path HOME = Path.of("home");

    @Test
    void without_arguments_the_data_is_kept_in_the_project() {
        assertThat(Arguments.parse(List.of(), HOME)).isEqualTo(new Arguments(false, HOME.resolve(".darkroom"), 0));
    }

    @Test
    void every_argument_is_understood_in_any_order() {
        assertThat(Arguments.parse(List.of("--port-offset", "100", "--fresh", "--data", "elsewhere"), HOME))
                .isEqualTo(new Arguments(true, Path.of("elsewhere"), 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--frehs", "--data", "--port-offset", "now"})
    void what_means_nothing_is_refused(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of(word), HOME))
                .withMessageContaining(word);
    }

    @Test
    void an_offset_is_a_number() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of("--port-offset", "ten"), HOME))
                .withMessageContaining("'ten' is not a number");
    }
}
