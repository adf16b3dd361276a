package dev.darkroom.api.image;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.image.StoredImages.Stored;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;

class ThumbnailsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Thumbnails thumbnails = new Thumbnails(1, meters);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        thumbnails.close();
    }

    @Test
    void a_large_picture_is_made_small_once_and_keeps_its_shape_and_colours() throws IOException {
        var large = stored("png", twoHalves(2100, 1050, BufferedImage.TYPE_INT_RGB, Color.BLUE));

        var small = thumbnails.of(large).orElseThrow();

        assertThat(small.type()).isEqualTo(MediaType.IMAGE_JPEG);
        var seen = ImageIO.read(small.resource().getInputStream());
        assertThat(List.of(seen.getWidth(), seen.getHeight())).containsExactly(256, 128);
        assertThat(new Color(seen.getRGB(20, 20)).getRed()).isGreaterThan(240);
        assertThat(new Color(seen.getRGB(236, 108)).getBlue()).isGreaterThan(240);
        assertThat(thumbnails.of(large)).containsSame(small);
        assertThat(counted("made")).isEqualTo(1);
        assertThat(counted("kept")).isEqualTo(1);
    }

    @Test
    void what_can_be_seen_through_stays_so_and_what_only_might_be_does_not() throws IOException {
        var window = stored("png", twoHalves(600, 600, BufferedImage.TYPE_INT_ARGB, new Color(0, 0, 0, 0)));
        var wall = stored("png", twoHalves(600, 601, BufferedImage.TYPE_INT_ARGB, Color.BLUE));

        var through = thumbnails.of(window).orElseThrow();

        assertThat(through.type()).isEqualTo(MediaType.IMAGE_PNG);
        assertThat(ImageIO.read(through.resource().getInputStream()).getRGB(200, 200) >>> 24)
                .isZero();
        assertThat(thumbnails.of(wall)).map(Thumbnail::type).contains(MediaType.IMAGE_JPEG);
    }

    @Test
    void a_photograph_is_read_too_and_what_is_none_has_no_thumbnail() throws IOException {
        var photograph = stored("jpeg", twoHalves(500, 1000, BufferedImage.TYPE_INT_RGB, Color.BLUE));
        var whole = Files.readAllBytes(photograph.path());
        var torn = new Stored(folder.resolve("torn"), "image/jpeg", 500, 1000, "torn");
        Files.write(torn.path(), "no picture at all".getBytes(StandardCharsets.US_ASCII));

        assertThat(thumbnails.of(photograph).orElseThrow().size()).isLessThan(whole.length);
        assertThat(thumbnails.of(torn)).isEmpty();
        assertThat(counted("whole")).isEqualTo(1);
    }

    /// The first cannot be read to its end before the test lets it, so that the others wait.
    @Test
    void who_would_wait_for_too_many_others_is_asked_to_come_again_and_nobody_else() throws Exception {
        var endless = folder.resolve("endless");
        assertThat(new ProcessBuilder("mkfifo", endless.toString()).start().waitFor())
                .isZero();
        var picture = stored("png", twoHalves(300, 300, BufferedImage.TYPE_INT_RGB, Color.BLUE));
        var refused = new ConcurrentLinkedQueue<Problem>();
        var served = new ConcurrentLinkedQueue<Thumbnail>();
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = askers.submit(() -> thumbnails.of(new Stored(endless, "image/png", 300, 300, "endless")));
            try (var _ = new FileOutputStream(endless.toFile())) {
                for (var n : IntStream.range(0, 60).toArray()) {
                    var one = new Stored(picture.path(), "image/png", 300, 300, "picture-" + n);
                    var _ = askers.submit(() -> ask(one, served, refused));
                }
                eventually(() -> assertThat(refused).hasSize(12));
                assertThat(served).isEmpty();
            }
        }

        assertThat(served).hasSize(48);
        assertThat(refused).hasSize(12).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
            assertThat(problem.retryAfter()).isPositive();
        });
        assertThat(counted("refused")).isEqualTo(12);
    }

    @Test
    void the_thumbnails_that_were_asked_for_last_are_kept() {
        var kept = new KeptThumbnails(100);
        for (var name : List.of("a", "b")) {
            kept.keep(name, new Thumbnail(new byte[40], MediaType.IMAGE_PNG));
        }
        assertThat(kept.find("a")).isNotNull();

        kept.keep("c", new Thumbnail(new byte[40], MediaType.IMAGE_PNG));

        assertThat(kept.find("a")).isNotNull();
        assertThat(kept.find("b")).isNull();
        assertThat(kept.find("c")).isNotNull();
    }

    private void ask(Stored picture, ConcurrentLinkedQueue<Thumbnail> served, ConcurrentLinkedQueue<Problem> refused) {
        try {
            thumbnails.of(picture).ifPresent(served::add);
        } catch (Problem problem) {
            refused.add(problem);
        }
    }

    private double counted(String outcome) {
        return meters.get("darkroom.image.thumbnails")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    /// Red on the left.
    private static BufferedImage twoHalves(int width, int height, int type, Color right) {
        var picture = new BufferedImage(width, height, type);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                picture.setRGB(x, y, x < width / 2 ? Color.RED.getRGB() : right.getRGB());
            }
        }
        return picture;
    }

    private Stored stored(String format, BufferedImage picture) throws IOException {
        var name = "%d-%d.%s".formatted(picture.getWidth(), picture.getHeight(), format);
        assertThat(ImageIO.write(picture, format, folder.resolve(name).toFile()))
                .isTrue();
        return new Stored(folder.resolve(name), "image/" + format, picture.getWidth(), picture.getHeight(), name);
    }
}
