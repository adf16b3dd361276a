package dev.darkroom.stub.painting;

import org.jspecify.annotations.Nullable;

/// Paints sand: long curved crests, one side in the light, ripples where it is near.
final class Dunes {

    private static final int LAYERS = 5;

    private final Scene scene;
    private final Canvas canvas;
    private final Chance chance;

    Dunes(Scene scene, Chance chance) {
        this.scene = scene;
        this.canvas = scene.canvas();
        this.chance = chance;
    }

    void paint() {
        var layers = new Layer[LAYERS];
        for (var i = 0; i < LAYERS; i++) {
            var near = (float) i / (LAYERS - 1);
            layers[i] = new Layer(near, 2.3f - 1.5f * near, chance.between(0, 9), chance.salt());
        }
        for (var i = 0; i < LAYERS; i++) {
            dune(layers[i], i + 1 < LAYERS ? layers[i + 1] : null);
        }
    }

    private record Layer(float near, float scale, float start, int salt) {}

    /// Every slope runs down aslant from the crest: towards the sun it is lit, away from it it lies in shade.
    private void dune(Layer layer, @Nullable Layer next) {
        var near = layer.near;
        var tones = tones(near);
        var depth = canvas.height * (0.10f + 0.34f * near);
        var side = scene.sunX() < 0.5f ? 1 : -1;
        for (var x = 0; x < canvas.width; x++) {
            var u = x / canvas.unit() * layer.scale + layer.start;
            var crest = crest(layer, x);
            var end = next == null ? canvas.height : Math.min(canvas.height, (int) crest(next, x) + 2);
            for (var y = Math.max(0, (int) crest); y < end; y++) {
                var down = Math.min(1, Math.max(0, (y - crest) / depth));
                var aslant = u + side * (down * 0.55f + 0.05f * Noise.at(down * 3.5f, layer.salt + 7));
                var slope = (height(aslant + 0.02f, layer.salt) - height(aslant, layer.salt)) * -side * 50;
                var face = Math.clamp(slope * (2.6f - 1.9f * down) + 0.5f, 0f, 1f);
                var tone = face * (0.92f - 0.30f * down) + 0.16f * down + ripple(x, y, layer);
                canvas.mix(x, y, tones.at(tone), Math.clamp(y + 1 - crest, 0f, 1f));
            }
        }
    }

    private Ramp tones(float near) {
        var palette = scene.palette();
        var sand = palette.horizon()
                .mix(palette.sun(), 0.10f)
                .towards(60, 0.25f)
                .mix(palette.ground(), 0.08f + 0.20f * near);
        var shadow = palette.land(0.26f + 0.55f * near).mix(sand, 0.15f);
        return new Ramp(shadow.lighter(-0.02f), shadow.mix(sand, 0.35f), sand.lighter(-0.03f), sand.lighter(0.035f));
    }

    private float crest(Layer layer, int x) {
        var fall = (1.02f - scene.horizon()) * (float) Math.pow(layer.near, 1.35);
        var swing = canvas.height * (0.045f + 0.20f * layer.near);
        var u = x / canvas.unit() * layer.scale + layer.start;
        return canvas.height * (scene.horizon() + 0.02f + fall) - swing * height(u, layer.salt);
    }

    private static float height(float u, int salt) {
        return Noise.at(u, salt) * 0.82f + Noise.at(u * 2.3f, salt + 1) * 0.18f;
    }

    private float ripple(int x, int y, Layer layer) {
        var near = layer.near;
        if (near < 0.4f) {
            return 0;
        }
        var u = x / canvas.unit();
        var v = y / canvas.unit();
        var bend = Noise.at(u * 3.5f, v * 5, layer.salt + 4);
        var wave = v * (70 - 34 * near) + bend * 3.2f + u * 6;
        var saw = wave - (float) Math.floor(wave);
        return (saw < 0.5f ? saw : 1 - saw) * 0.22f * near * bend;
    }
}
