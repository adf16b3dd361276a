package dev.darkroom.stub.painting;

/// A colour ready for the canvas: sRGB, each part 0 to 1.
record Ink(float r, float g, float b) {

    int rgb() {
        return Math.round(r * 255) << 16 | Math.round(g * 255) << 8 | Math.round(b * 255);
    }
}
