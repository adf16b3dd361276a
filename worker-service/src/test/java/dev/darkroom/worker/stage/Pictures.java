package dev.darkroom.worker.stage;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// Small whole pictures, drawn by the JDK or laid out by hand.
public final class Pictures {

    private Pictures() {}

    public static byte[] png(int width, int height) {
        return drawn("png", width, height);
    }

    public static byte[] jpeg(int width, int height) {
        return drawn("jpg", width, height);
    }

    /// The JDK writes no WebP: an extended header and nothing to see, as long as it says it is.
    public static byte[] extendedWebp(int width, int height) {
        var body = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        body.putInt(0).putInt(width - 1);
        body.position(7).putShort((short) (height - 1));
        return webp("VP8X", body.array());
    }

    public static byte[] losslessWebp(int width, int height) {
        var sides = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
        sides.put((byte) 0x2f).putInt((width - 1) | ((height - 1) << 14));
        return webp("VP8L", sides.array());
    }

    public static byte[] lossyWebp(int width, int height) {
        var frame = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        frame.put(new byte[] {0, 0, 0, (byte) 0x9d, 1, 0x2a})
                .putShort((short) width)
                .putShort((short) height);
        return webp("VP8 ", frame.array());
    }

    private static byte[] webp(String kind, byte[] chunk) {
        return ByteBuffer.allocate(20 + chunk.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(12 + chunk.length)
                .put(ascii("WEBP"))
                .put(ascii(kind))
                .putInt(chunk.length)
                .put(chunk)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] drawn(String format, int width, int height) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
