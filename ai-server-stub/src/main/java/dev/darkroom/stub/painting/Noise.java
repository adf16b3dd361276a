package dev.darkroom.stub.painting;

/// Smooth value noise. Every result is between 0 and 1.
final class Noise {

    private Noise() {}

    static float at(float x, int salt) {
        var cell = floor(x);
        var t = ease(x - cell);
        var left = corner(cell, 0, salt);
        return left + (corner(cell + 1, 0, salt) - left) * t;
    }

    static float at(float x, float y, int salt) {
        var column = floor(x);
        var row = floor(y);
        var tx = ease(x - column);
        var ty = ease(y - row);
        var top = corner(column, row, salt);
        top += (corner(column + 1, row, salt) - top) * tx;
        var bottom = corner(column, row + 1, salt);
        bottom += (corner(column + 1, row + 1, salt) - bottom) * tx;
        return top + (bottom - top) * ty;
    }

    /// Octaves of noise, each twice as fine and half as strong.
    static float cloudy(float x, float y, int octaves, int salt) {
        var sum = 0f;
        var weight = 0.5f;
        var total = 0f;
        for (var octave = 0; octave < octaves; octave++) {
            sum += weight * at(x, y, salt + octave);
            total += weight;
            x = x * 2.03f + 17.3f;
            y = y * 2.03f + 5.7f;
            weight *= 0.5f;
        }
        return sum / total;
    }

    /// A hard, grainy value for one pixel.
    static float speck(int x, int y, int salt) {
        return corner(x, y, salt);
    }

    private static int floor(float value) {
        var whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }

    private static float ease(float t) {
        return t * t * (3 - 2 * t);
    }

    private static float corner(int x, int y, int salt) {
        var h = x * 0x27d4eb2d ^ y * 0x165667b1 ^ salt * 0x9e3779b1;
        h = (h ^ (h >>> 15)) * 0x2c1b3c6d;
        h = (h ^ (h >>> 12)) * 0x297a2d39;
        return ((h ^ (h >>> 15)) >>> 8) * 0x1p-24f;
    }
}
