package dev.darkroom.api.image;

import dev.darkroom.api.resource.ThumbnailRule;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/// Makes a small picture of a large one. Of a very large one only every nth pixel is read, so that no picture
/// takes more than some 16 MB while it is in hand; one of 1024 pixels takes 4.
final class Reduction {

    /// How many times larger than the thumbnail a picture is read before it is scaled: halving it twice takes every
    /// pixel read into account.
    private static final int READ_LARGER = 4;

    private static final float QUALITY = 0.85f;

    private Reduction() {}

    /// @throws IOException or an unchecked exception when the file holds nothing that can be read
    static Thumbnail of(Path picture) throws IOException {
        return written(scaled(read(picture)));
    }

    private static BufferedImage read(Path picture) throws IOException {
        try (var file = ImageIO.createImageInputStream(picture.toFile())) {
            var reader = ImageIO.getImageReaders(file).next();
            try {
                reader.setInput(file, true, true);
                return coarse(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage coarse(ImageReader reader) throws IOException {
        var longer = Math.max(reader.getWidth(0), reader.getHeight(0));
        var nth = Math.max(1, longer / (READ_LARGER * ThumbnailRule.LONGEST_SIDE));
        var how = reader.getDefaultReadParam();
        how.setSourceSubsampling(nth, nth, 0, 0);
        return reader.read(0, how);
    }

    private static BufferedImage scaled(BufferedImage picture) {
        var whole = picture;
        while (longer(whole) >= 2 * ThumbnailRule.LONGEST_SIDE) {
            whole = drawn(whole, 0.5, whole.getColorModel().hasAlpha());
        }
        var scale = Math.min(1, (double) ThumbnailRule.LONGEST_SIDE / longer(whole));
        return drawn(whole, scale, whole.getColorModel().hasAlpha());
    }

    private static int longer(BufferedImage picture) {
        return Math.max(picture.getWidth(), picture.getHeight());
    }

    private static BufferedImage drawn(BufferedImage picture, double scale, boolean seeThrough) {
        var width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        var height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        var drawn =
                new BufferedImage(width, height, seeThrough ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var pen = drawn.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        return drawn;
    }

    /// A fifth of the bytes as JPEG; what can be seen through stays PNG.
    private static Thumbnail written(BufferedImage picture) throws IOException {
        if (isSeenThrough(picture)) {
            return new Thumbnail(bytes(picture, "png", null), MediaType.IMAGE_PNG);
        }
        return new Thumbnail(bytes(drawn(picture, 1, false), "jpeg", QUALITY), MediaType.IMAGE_JPEG);
    }

    private static boolean isSeenThrough(BufferedImage picture) {
        return picture.getColorModel().hasAlpha()
                && IntStream.of(picture.getRGB(
                                0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
                        .anyMatch(pixel -> pixel >>> 24 != 255);
    }

    private static byte[] bytes(BufferedImage picture, String format, @Nullable Float quality) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        // In memory: a container's disk is read-only.
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            if (quality != null) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(quality);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
