package dev.darkroom.stub.painting;

/// The face of one mountain range: folds that catch the light or lie in shade, and snow on the heights.
final class Rock {

    private final Canvas canvas;
    private final float depth;
    private final float strength;
    private final int salt;
    private final int side;
    private final Ink light;
    private final Ink shade;
    private final Ink snow;
    private final float snowFrom;

    /// @param depth how far down the folds reach, in pixels
    /// @param foot the row the range stands on; far ranges wear snow, counted from there
    Rock(Scene scene, Colour colour, float near, float depth, float foot, int salt) {
        this.canvas = scene.canvas();
        this.depth = depth;
        this.strength = 0.34f * (1 - near * 0.6f);
        this.salt = salt;
        this.side = scene.sunX() > 0.5f ? 1 : -1;
        this.light = scene.palette().sun().mix(colour, 0.35f).ink();
        this.shade = colour.lighter(-0.10f).ink();
        this.snow = scene.palette()
                .horizon()
                .mix(new Colour(0.97f, 0, -0.01f), 0.65f)
                .ink();
        var capped = near < (scene.theme().snowy() ? 0.45f : 0.25f);
        this.snowFrom = capped ? foot - canvas.height * 0.155f : Float.NEGATIVE_INFINITY;
    }

    /// @param under pixels below the crest
    /// @param slope of the crest here, positive where it falls to the right
    void paint(int x, int y, float under, float slope) {
        if (under >= depth) {
            return;
        }
        var u = x / canvas.unit();
        var v = y / canvas.unit();
        var edge = Math.min(1, under);
        var place = u * 16 + v * 9;
        var fold = Noise.at(place, v * 7, salt) - Noise.at(place + 0.35f, v * 7, salt);
        var facing = Math.clamp((fold * 3 + slope * 0.25f) * side, -1f, 1f);
        // the snow line wanders a tenth of the height
        var reach = canvas.height * 0.10f;
        if (y < snowFrom + reach) {
            var jag = Noise.cloudy(u * 26 + v * 9, v * 9, 2, salt + 5);
            var cap = Math.clamp((snowFrom + reach * jag - y) / canvas.height * 40, 0f, 1f);
            canvas.mix(x, y, snow, cap * 0.72f * edge);
        }
        canvas.mix(x, y, facing > 0 ? light : shade, Math.abs(facing) * (1 - under / depth) * strength * edge);
    }
}
