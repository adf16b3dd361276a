package dev.darkroom.stub.painting;

/// The mood's colours, turned a little by chance and a good deal by a colour word.
record Palette(Colour zenith, Colour middle, Colour horizon, Colour sun, Colour ground) {

    static Palette of(Theme theme, Chance chance) {
        var palette = at(theme.mood()).turned(chance.between(-14, 14));
        return theme.hue().map(palette::tinted).orElse(palette);
    }

    private static Palette at(Mood hour) {
        return switch (hour) {
            case DAWN ->
                new Palette(
                        Colour.of(0.60, 0.09, 275),
                        Colour.of(0.77, 0.09, 335),
                        Colour.of(0.92, 0.07, 65),
                        Colour.of(0.985, 0.05, 85),
                        Colour.of(0.29, 0.06, 295));
            case DAY ->
                new Palette(
                        Colour.of(0.60, 0.12, 250),
                        Colour.of(0.77, 0.085, 232),
                        Colour.of(0.94, 0.035, 105),
                        Colour.of(0.995, 0.03, 100),
                        Colour.of(0.31, 0.06, 205));
            case GOLDEN ->
                new Palette(
                        Colour.of(0.55, 0.07, 220),
                        Colour.of(0.79, 0.09, 75),
                        Colour.of(0.89, 0.13, 75),
                        Colour.of(0.985, 0.08, 95),
                        Colour.of(0.24, 0.06, 40));
            case DUSK ->
                new Palette(
                        Colour.of(0.31, 0.11, 285),
                        Colour.of(0.54, 0.16, 345),
                        Colour.of(0.79, 0.15, 52),
                        Colour.of(0.95, 0.11, 75),
                        Colour.of(0.17, 0.06, 300));
            case NIGHT ->
                new Palette(
                        Colour.of(0.15, 0.055, 278),
                        Colour.of(0.28, 0.085, 262),
                        Colour.of(0.50, 0.085, 222),
                        Colour.of(0.96, 0.02, 100),
                        Colour.of(0.10, 0.035, 268));
        };
    }

    private Palette turned(float degrees) {
        return new Palette(
                turned(zenith, degrees),
                turned(middle, degrees),
                turned(horizon, degrees * 0.6f),
                sun,
                turned(ground, degrees * 1.5f));
    }

    private Palette tinted(int hue) {
        return new Palette(
                zenith.towards(hue - 12, 0.7f),
                middle.towards(hue - 8, 0.85f),
                horizon.towards(hue + 14, 0.6f),
                sun,
                ground.towards(hue - 20, 0.7f));
    }

    /// The sky at a height: 0 at the top, 1 at the horizon.
    Colour sky(float height) {
        var t = Math.clamp(height, 0f, 1f);
        if (t < 0.55f) {
            return zenith.mix(middle, smooth(t / 0.55f) * 0.92f);
        }
        return zenith.mix(middle, 0.92f).mix(horizon, smooth((t - 0.55f) / 0.45f));
    }

    /// Land at a distance: 0 far away in the haze, 1 at our feet.
    Colour land(float nearness) {
        var haze = middle.mix(horizon, 0.45f).lighter(-0.05f);
        return haze.mix(ground, (float) Math.pow(nearness, 0.8));
    }

    private static Colour turned(Colour colour, float degrees) {
        return Colour.of(colour.light(), Math.hypot(colour.a(), colour.b()), colour.hue() + degrees);
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }
}
