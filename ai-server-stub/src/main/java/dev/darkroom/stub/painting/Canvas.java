package dev.darkroom.stub.painting;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/// Wet paint: three planes of light from 0 to 1, finer than eight bits so that gradients stay smooth until the grain.
final class Canvas {

    final int width;
    final int height;
    private final float[] red;
    private final float[] green;
    private final float[] blue;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.red = new float[width * height];
        this.green = new float[width * height];
        this.blue = new float[width * height];
    }

    /// The length all things are measured in: the shorter side, in pixels.
    float unit() {
        return Math.min(width, height);
    }

    void fillRow(int y, Ink ink) {
        var from = y * width;
        Arrays.fill(red, from, from + width, ink.r());
        Arrays.fill(green, from, from + width, ink.g());
        Arrays.fill(blue, from, from + width, ink.b());
    }

    void mix(int x, int y, Ink ink, float part) {
        var i = y * width + x;
        red[i] += (ink.r() - red[i]) * part;
        green[i] += (ink.g() - green[i]) * part;
        blue[i] += (ink.b() - blue[i]) * part;
    }

    /// Mixes where the canvas is; points outside are left out.
    void touch(int x, int y, Ink ink, float part) {
        if (x >= 0 && y >= 0 && x < width && y < height) {
            mix(x, y, ink, part);
        }
    }

    /// Adds light, as a lamp does, without ever overflowing.
    void shine(int x, int y, Ink ink, float part) {
        var i = y * width + x;
        red[i] += (1 - red[i]) * ink.r() * part;
        green[i] += (1 - green[i]) * ink.g() * part;
        blue[i] += (1 - blue[i]) * ink.b() * part;
    }

    /// A level stroke with soft ends.
    void span(int y, float from, float to, Ink ink, float part) {
        if (y < 0 || y >= height || to <= from) {
            return;
        }
        var first = Math.max(0, (int) Math.floor(from));
        var last = Math.min(width - 1, (int) Math.floor(to));
        for (var x = first; x <= last; x++) {
            var covered = Math.min(to, x + 1) - Math.max(from, x);
            mix(x, y, ink, Math.clamp(covered, 0f, 1f) * part);
        }
    }

    /// Lays a drawing with transparency on top.
    void lay(BufferedImage drawing, int left, int top) {
        for (var y = 0; y < drawing.getHeight(); y++) {
            for (var x = 0; x < drawing.getWidth(); x++) {
                var argb = drawing.getRGB(x, y);
                if (argb >>> 24 != 0) {
                    var ink = new Ink((argb >> 16 & 255) / 255f, (argb >> 8 & 255) / 255f, (argb & 255) / 255f);
                    touch(left + x, top + y, ink, (argb >>> 24) / 255f);
                }
            }
        }
    }

    /// Darkens the foot of the picture, softly, so that pale letters can be read on snow too.
    void shadeFoot(float reach, float part) {
        for (var y = Math.max(0, (int) (height - reach)); y < height; y++) {
            var down = 1 - (height - y) / reach;
            var keep = 1 - part * down * down * (3 - 2 * down);
            for (int i = y * width, end = i + width; i < end; i++) {
                red[i] *= keep;
                green[i] *= keep;
                blue[i] *= keep;
            }
        }
    }

    /// Dries the paint: corners darken a little, and a fine grain hides the steps between eight-bit colours.
    Picture dry(int salt) {
        var pixels = new int[width * height];
        var across = new float[width];
        for (var x = 0; x < width; x++) {
            across[x] = square(2f * x / width - 1);
        }
        var state = salt | 1;
        for (int y = 0, i = 0; y < height; y++) {
            var down = square(2f * y / height - 1);
            for (var x = 0; x < width; x++, i++) {
                var edge = across[x] + down;
                var light = 255 * (1 - 0.055f * edge * edge);
                state ^= state << 13;
                state ^= state >>> 17;
                state ^= state << 5;
                var grain = ((state >>> 24) + (state >>> 16 & 255) - 255) * (2.2f / 255) + 0.5f;
                pixels[i] = byteOf(red[i] * light + grain) << 16
                        | byteOf(green[i] * light + grain) << 8
                        | byteOf(blue[i] * light + grain);
            }
        }
        return new Picture(width, height, pixels);
    }

    private static int byteOf(float value) {
        return value <= 0 ? 0 : value >= 255 ? 255 : (int) value;
    }

    private static float square(float value) {
        return value * value;
    }
}
