package dev.darkroom.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.worker.stage.Pictures;
import dev.darkroom.worker.store.Picture.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExaminationTest {

    private static final Examination SHIPPED = new Examination(64, 4096);

    @TempDir
    private Path folder;

    @Test
    void whole_pictures_are_known_by_their_own_bytes() throws Exception {
        assertThat(examined(Pictures.png(640, 480))).isEqualTo(new Picture(Format.PNG, 640, 480));
        assertThat(examined(Pictures.jpeg(320, 200))).isEqualTo(new Picture(Format.JPEG, 320, 200));
        assertThat(examined(Pictures.extendedWebp(1024, 70))).isEqualTo(new Picture(Format.WEBP, 1024, 70));
        assertThat(examined(Pictures.losslessWebp(65, 4096))).isEqualTo(new Picture(Format.WEBP, 65, 4096));
        assertThat(examined(Pictures.lossyWebp(64, 65))).isEqualTo(new Picture(Format.WEBP, 64, 65));
    }

    @Test
    void a_jpeg_may_end_in_padding() throws Exception {
        var padded = Arrays.copyOf(Pictures.jpeg(64, 64), Pictures.jpeg(64, 64).length + 16);

        assertThat(examined(padded)).isEqualTo(new Picture(Format.JPEG, 64, 64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<!doctype html><script>alert(1)</script>",
                "GIF89a.......",
                "RIFF....AVI LIST",
                "{\"error\":\"none\"}"
            })
    void whatever_is_no_picture_is_refused(String bytes) {
        assertRefused(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void a_picture_cut_at_any_place_is_refused() {
        for (var whole :
                new byte[][] {Pictures.png(64, 64), Pictures.extendedWebp(64, 64), Pictures.losslessWebp(64, 64)}) {
            for (int length = 0; length < whole.length; length++) {
                assertRefused(Arrays.copyOf(whole, length));
            }
        }
        var jpeg = Pictures.jpeg(64, 64);
        assertRefused(Arrays.copyOf(jpeg, jpeg.length - 2));
        assertRefused(Arrays.copyOf(jpeg, jpeg.length / 2));
        assertRefused(Arrays.copyOf(jpeg, 12));
    }

    @Test
    void declared_sides_beyond_the_bounds_are_refused_without_decoding() {
        assertRefused(Pictures.png(63, 64));
        assertRefused(Pictures.png(64, 4097));
        assertRefused(Pictures.extendedWebp(4097, 64));
        assertRefused(claiming(Integer.MAX_VALUE));
        assertRefused(claiming(-1));
    }

    @Test
    void a_png_without_image_data_is_refused() {
        var png = Pictures.png(64, 64);
        var renamed = new String(png, StandardCharsets.ISO_8859_1)
                .replace("IDAT", "teXt")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(renamed);
    }

    private static byte[] claiming(int width) {
        return ByteBuffer.wrap(Pictures.png(64, 64)).putInt(16, width).array();
    }

    private void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> examined(bytes)).isInstanceOf(NotAPicture.class);
    }

    private Picture examined(byte[] bytes) throws IOException, NotAPicture {
        return SHIPPED.examine(Files.write(folder.resolve("picture"), bytes));
    }
}
