package dev.darkroom.stub.painting;

/// A colour in OKLab, where steps of equal length look equally large and mixtures stay clean.
///
/// @param light 0 is black, 1 is white
record Colour(float light, float a, float b) {

    /// @param hue in degrees: 30 is red, 70 orange, 110 yellow, 145 green, 230 sky, 265 blue, 305 purple, 350 pink
    static Colour of(double light, double chroma, double hue) {
        var angle = Math.toRadians(hue);
        return new Colour((float) light, (float) (chroma * Math.cos(angle)), (float) (chroma * Math.sin(angle)));
    }

    Colour mix(Colour other, float part) {
        return new Colour(light + (other.light - light) * part, a + (other.a - a) * part, b + (other.b - b) * part);
    }

    Colour lighter(float by) {
        return new Colour(Math.clamp(light + by, 0f, 1f), a, b);
    }

    /// Turned towards a hue the short way round, keeping its light; `part` 1 is all the way.
    Colour towards(double hue, float part) {
        var from = hue();
        var turn = ((hue - from) % 360 + 540) % 360 - 180;
        return of(light, Math.max(Math.hypot(a, b), 0.08 * part), from + turn * part);
    }

    /// In degrees.
    double hue() {
        return Math.toDegrees(Math.atan2(b, a));
    }

    Ink ink() {
        var l = cube(light + 0.396338f * a + 0.215804f * b);
        var m = cube(light - 0.105561f * a - 0.063854f * b);
        var s = cube(light - 0.089484f * a - 1.291486f * b);
        return new Ink(
                gamma(4.076742f * l - 3.307712f * m + 0.230970f * s),
                gamma(-1.268438f * l + 2.609757f * m - 0.341319f * s),
                gamma(-0.004196f * l - 0.703419f * m + 1.707615f * s));
    }

    private static float cube(float value) {
        return value * value * value;
    }

    private static float gamma(float linear) {
        if (linear <= 0.0031308f) {
            return Math.max(0, linear * 12.92f);
        }
        return Math.min(1, (float) (1.055 * Math.pow(linear, 1 / 2.4) - 0.055));
    }
}
