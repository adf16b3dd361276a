package dev.darkroom.stub.painting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PainterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a red fox in the snow",
                "a sailing boat on the sea at sunset",
                "an owl in the misty forest",
                "desert at dawn",
                "neon city at night",
                "abstract silk, purple",
                "aurora over a mountain lake",
                "balloons over green hills",
                "birds and a cabin in the hills",
                "хмурый лес 森",
            })
    void the_same_brief_gives_the_same_picture(String prompt) {
        var brief = new Brief(prompt, "", 300, 280, 7);

        assertThat(Painter.paint(brief).png()).isEqualTo(Painter.paint(brief).png());
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "320, 320"})
    void another_prompt_or_seed_gives_another_picture(int width, int height) {
        var fox = Painter.paint(new Brief("a fox in the snow", "", width, height, 7))
                .png();

        assertThat(Painter.paint(new Brief("a boat on the sea", "", width, height, 7))
                        .png())
                .isNotEqualTo(fox);
        assertThat(Painter.paint(new Brief("a fox in the snow", "", width, height, 8))
                        .png())
                .isNotEqualTo(fox);
    }

    @Test
    void what_is_to_be_avoided_is_left_out() {
        var snowy =
                Painter.paint(new Brief("a fox in the snow", "", 256, 256, 7)).png();
        var mild = Painter.paint(new Brief("a fox in the snow", "snow", 256, 256, 7))
                .png();

        assertThat(mild).isNotEqualTo(snowy);
    }

    @ParameterizedTest
    @CsvSource({"16, 16", "64, 64", "255, 300", "256, 256", "16, 2048", "512, 768", "768, 257"})
    void the_file_holds_exactly_the_pixels_painted(int width, int height) throws IOException {
        var picture = Painter.paint(new Brief("a misty forest", "", width, height, 3));

        var read = ImageIO.read(new ByteArrayInputStream(picture.png()));

        assertThat(read.getWidth()).isEqualTo(width);
        assertThat(read.getHeight()).isEqualTo(height);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                assertThat(read.getRGB(x, y) & 0xffffff).isEqualTo(picture.pixel(x, y));
            }
        }
    }

    @Test
    void a_blue_prompt_is_bluer_than_an_orange_one() {
        assertThat(blueness("a blue desert at noon")).isGreaterThan(blueness("an orange desert at noon") + 20);
    }

    @Test
    void night_is_darker_than_day() {
        assertThat(lightness("the sea at night")).isLessThan(lightness("the sea at noon") / 2);
    }

    @Test
    void a_caption_is_the_first_words_of_the_prompt() {
        assertThat(Caption.firstWords("  a red\n fox ")).isEqualTo("a red fox");
        assertThat(Caption.firstWords("word ".repeat(40))).isEqualTo("word ".repeat(11) + "word…");
        assertThat(Caption.firstWords("🦊".repeat(70))).isEqualTo("🦊".repeat(60) + "…");
    }

    private static double blueness(String prompt) {
        return average(prompt, 0) - average(prompt, 16);
    }

    private static double lightness(String prompt) {
        return average(prompt, 0) + average(prompt, 8) + average(prompt, 16);
    }

    /// @param shift 16 is red, 8 green, 0 blue
    private static double average(String prompt, int shift) {
        var picture = Painter.paint(new Brief(prompt, "", 256, 256, 1));
        var sum = 0L;
        for (var y = 0; y < picture.height(); y++) {
            for (var x = 0; x < picture.width(); x++) {
                sum += picture.pixel(x, y) >> shift & 255;
            }
        }
        return sum / (double) (picture.width() * picture.height());
    }
}
