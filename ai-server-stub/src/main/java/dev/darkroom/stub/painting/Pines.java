package dev.darkroom.stub.painting;

/// Paints pines along a crest, from far specks to whole trees.
final class Pines {

    private final Scene scene;
    private final Canvas canvas;
    private final Chance chance;

    Pines(Scene scene, Chance chance) {
        this.scene = scene;
        this.canvas = scene.canvas();
        this.chance = chance;
    }

    void along(float[] crest, float near) {
        var tall = canvas.unit() * (0.045f + 0.17f * near * near);
        var forest = scene.theme().land() == Land.FOREST;
        var gap = tall * (forest ? 0.17f : 0.42f);
        var groves = chance.salt();
        var dark = scene.palette()
                .land(Math.min(1, near + 0.06f))
                .lighter(-0.045f)
                .mix(scene.palette().middle(), scene.theme().snowy() ? 0.16f : 0);
        for (var x = -gap; x < canvas.width + gap; x += gap * chance.between(0.5f, 1.5f)) {
            var grove = Noise.at(x / canvas.unit() * 3.2f, groves);
            if (!forest && grove < 0.52f) {
                continue;
            }
            var height = tall * chance.between(0.45f, 1f) * (0.55f + 0.6f * grove);
            var at = Math.clamp((int) x, 0, crest.length - 1);
            pine(x, crest[at] + height * 0.12f, height, dark.lighter(chance.between(-0.015f, 0.015f)));
        }
    }

    private void pine(float x, float foot, float height, Colour colour) {
        var ink = colour.ink();
        var snow = scene.palette()
                .horizon()
                .mix(new Colour(0.96f, 0, -0.01f), 0.7f)
                .ink();
        var tiers = Math.max(3, (int) (height / canvas.unit() * 60));
        var lean = chance.between(-0.02f, 0.02f);
        var top = foot - height;
        for (var y = Math.max(0, (int) top); y < Math.min(canvas.height, foot); y++) {
            var down = Math.max(0, (y - top) / height);
            if (down > 0.93f) {
                canvas.span(y, x - height * 0.018f, x + height * 0.018f, ink, 1);
                continue;
            }
            var tier = down * tiers % 1;
            var half = height * 0.21f * (float) Math.pow(down, 0.85) * (0.55f + 0.45f * tier) + 0.25f;
            var centre = x + lean * (foot - y);
            var ragged = height * 0.02f * (Noise.speck(y, (int) foot, 3) - 0.5f);
            canvas.span(y, centre - half + ragged, centre + half + ragged, ink, 1);
            if (scene.theme().snowy() && tier < 0.5f) {
                canvas.span(y, centre - half * 0.9f, centre + half * 0.6f, snow, 0.42f * (1 - tier / 0.5f));
            }
        }
    }
}
