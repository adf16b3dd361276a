package dev.darkroom.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ids.Ids;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.stage.Pictures;
import dev.darkroom.worker.stage.Shipped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryImageStoreTest {

    @TempDir
    private Path root;

    @Test
    void kept_pictures_lie_by_day_under_their_own_id_with_their_digest() throws IOException {
        var store = store();
        try (var drafts = store.drafts()) {
            write(drafts, Pictures.png(64, 80));
            write(drafts, Pictures.jpeg(128, 64));

            var outcome = drafts.keep(Arrays.asList(7L, null));

            var images = ((Outcome.Succeeded) outcome).images();
            assertThat(images).hasSize(2);
            var png = images.getFirst();
            assertThat(png.storageKey())
                    .matches("\\d{4}/\\d\\d/\\d\\d/" + png.image().imageId() + "\\.png");
            assertThat(root.resolve(png.storageKey()))
                    .hasBinaryContent(Pictures.png(64, 80))
                    .hasDigest("SHA-256", png.image().sha256())
                    .hasSize(png.image().byteSize());
            assertThat(png.image().contentType()).isEqualTo("image/png");
            assertThat(png.image().height()).isEqualTo(80);
            assertThat(png.image().seed()).isEqualTo(7);
            assertThat(images.getLast().storageKey()).endsWith(".jpg");
            assertThat(images.getLast().image().seed()).isNull();
        }
        assertThat(files()).hasSize(2);
    }

    @Test
    void one_bad_picture_keeps_none() throws IOException {
        try (var drafts = store().drafts()) {
            write(drafts, Pictures.png(64, 64));
            write(drafts, "<svg/>".getBytes(StandardCharsets.US_ASCII));

            var outcome = drafts.keep(Arrays.asList(null, null));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Retryable.class,
                            failure -> assertThat(failure.cause().code()).isEqualTo(ErrorCode.IMAGE_UNREADABLE));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void what_is_not_kept_is_removed() throws IOException {
        try (var drafts = store().drafts()) {
            write(drafts, Pictures.png(64, 64));
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void a_picture_beyond_the_size_is_stopped_while_it_is_written() {
        try (var drafts = store().drafts();
                var draft = drafts.next()) {
            assertThatThrownBy(() -> draft.write(new byte[512 * 1024 + 1])).isInstanceOf(PictureTooLarge.class);
        } catch (IOException never) {
            throw new AssertionError(never);
        }
    }

    @Test
    void a_result_that_does_not_count_leaves_no_file() throws IOException {
        var store = store();
        try (var drafts = store.drafts()) {
            write(drafts, Pictures.png(64, 64));
            var outcome = (Outcome.Succeeded) drafts.keep(List.of(1L));

            store.remove(outcome.images());
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void a_store_that_takes_nothing_says_so() throws IOException {
        Files.writeString(root.resolve(".drafts"), "in the way");

        try (var drafts = store().drafts()) {
            assertThatThrownBy(drafts::next).isInstanceOf(StoreUnavailable.class);
        }
        Files.delete(root.resolve(".drafts"));
    }

    private DirectoryImageStore store() {
        return new DirectoryImageStore(Shipped.settings(root), Ids.timeOrdered());
    }

    private static void write(Drafts drafts, byte[] bytes) throws IOException {
        try (var draft = drafts.next()) {
            draft.write(bytes);
        }
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
