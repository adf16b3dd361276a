package dev.darkroom.stub.painting;

/// Paints no place at all: colour poured and folded, with fine gilt veins.
final class Marble {

    /// Pixels between the points that are worked out; finer shows no difference.
    private static final int GRID = 4;

    private final Scene scene;
    private final Canvas canvas;
    private final Chance chance;

    Marble(Scene scene, Chance chance) {
        this.scene = scene;
        this.canvas = scene.canvas();
        this.chance = chance;
    }

    void paint() {
        var palette = scene.palette();
        var contrast = palette.middle().towards(palette.middle().hue() + 130, 1);
        var ramp = new Ramp(
                palette.ground().mix(palette.zenith(), 0.4f),
                palette.zenith(),
                palette.middle(),
                palette.horizon(),
                contrast.lighter(0.06f),
                palette.zenith().lighter(-0.08f),
                palette.ground().mix(palette.zenith(), 0.25f));
        var gilt = Colour.of(0.90, 0.09, 88).ink();
        var shadow = palette.ground().lighter(-0.06f).ink();
        var salt = chance.salt();
        var turn = chance.between(0, 6.283f);
        var cos = (float) Math.cos(turn);
        var sin = (float) Math.sin(turn);
        var coarse = new Folds(canvas, salt, cos, sin, GRID);
        for (var y = 0; y < canvas.height; y++) {
            coarse.row(y);
            for (var x = 0; x < canvas.width; x++) {
                var fold = coarse.at(x);
                canvas.mix(x, y, ramp.at(backAndForth(fold)), 1);
                var band = fold * 17;
                var within = band - (float) Math.floor(band);
                var soft = within * within * within;
                canvas.mix(x, y, shadow, soft * soft * 0.34f);
                var vein = Math.abs(within - 0.03f);
                if (vein < 0.035f) {
                    canvas.mix(x, y, gilt, (1 - vein / 0.035f) * 0.55f);
                }
            }
        }
    }

    private static float backAndForth(float value) {
        var within = value - 2 * (float) Math.floor(value / 2);
        return within > 1 ? 2 - within : within;
    }
}
