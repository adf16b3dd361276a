package dev.darkroom.stub.painting;

/// A finished picture: rows from the top, each pixel `0xRRGGBB`.
public final class Picture {

    private final int width;
    private final int height;
    private final int[] pixels;

    Picture(int width, int height, int[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int pixel(int x, int y) {
        return pixels[y * width + x] & 0xffffff;
    }

    /// The same picture as a PNG file.
    public byte[] png() {
        return Png.of(width, height, pixels);
    }
}
