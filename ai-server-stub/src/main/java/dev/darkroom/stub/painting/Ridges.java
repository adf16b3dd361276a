package dev.darkroom.stub.painting;

import java.util.Arrays;

/// Paints land in layers, each nearer one darker, with haze lying in the valleys between.
final class Ridges {

    private final Scene scene;
    private final Canvas canvas;
    private final Chance chance;

    Ridges(Scene scene, Chance chance) {
        this.scene = scene;
        this.canvas = scene.canvas();
        this.chance = chance;
    }

    void mountains() {
        paint(6, 4, this::peaks);
    }

    void forest() {
        paint(5, 0, near -> hills(near, 0.10f));
    }

    private void paint(int layers, int firstWithPines, Crest crest) {
        var crests = new float[layers + 1][];
        for (var layer = 0; layer < layers; layer++) {
            crests[layer] = crest.at((float) layer / (layers - 1));
        }
        crests[layers] = new float[canvas.width + 1];
        Arrays.fill(crests[layers], canvas.height);
        for (var layer = 0; layer < layers; layer++) {
            var near = (float) layer / (layers - 1);
            fill(crests[layer], crests[layer + 1], near);
            if (layer >= firstWithPines) {
                new Pines(scene, chance).along(crests[layer], near);
            }
        }
    }

    private interface Crest {
        float[] at(float near);
    }

    /// Sharp far away, rounded close by.
    private float[] peaks(float near) {
        var salt = chance.salt();
        var base = level(near);
        var height = canvas.height * (0.31f - 0.23f * near);
        var scale = 2.7f - 0.4f * near;
        var crest = new float[canvas.width + 1];
        for (var x = 0; x < crest.length; x++) {
            var u = x / canvas.unit() * scale;
            var big = 1 - Math.abs(2 * Noise.at(u, salt) - 1);
            var rough = Noise.cloudy(u * 3.1f, 0.5f, 5, salt + 1);
            var sharp = big * big * 0.62f + rough * 0.38f;
            var round = Noise.cloudy(u * 0.8f, 2.5f, 4, salt + 9);
            crest[x] = base - height * (sharp + (round - sharp) * near * 0.8f);
        }
        return crest;
    }

    private float[] hills(float near, float share) {
        var salt = chance.salt();
        var base = level(near);
        var crest = new float[canvas.width + 1];
        for (var x = 0; x < crest.length; x++) {
            var u = x / canvas.unit();
            crest[x] = base - canvas.height * share * Noise.cloudy(u * 1.7f, 0.5f, 4, salt);
        }
        return crest;
    }

    private float level(float near) {
        var bottom = scene.theme().land() == Land.FOREST ? 1.0f : 0.99f;
        return canvas.height
                * (scene.horizon() + 0.03f + (bottom - scene.horizon() - 0.03f) * (float) Math.pow(near, 1.25));
    }

    /// Down to the next crest; what lies below that is hidden.
    private void fill(float[] crest, float[] next, float near) {
        var highest = crest[0];
        for (var y : crest) {
            highest = Math.min(highest, y);
        }
        var colour = ground(near);
        var mist = scene.palette()
                .land(Math.max(0, near - 0.35f))
                .mix(scene.palette().horizon(), 0.40f * (1 - near));
        var depth = canvas.height * (0.20f + 0.1f * near);
        var rock = scene.theme().land() == Land.MOUNTAINS && near < 0.7f
                ? new Rock(scene, colour, near, depth, level(near), chance.salt())
                : null;
        for (var y = Math.max(0, (int) highest - 1); y < canvas.height; y++) {
            var sunk = Math.clamp((y - highest) / depth, 0f, 1f);
            var ink = colour.mix(mist, sunk * sunk * (0.85f - 0.45f * near)).ink();
            for (var x = 0; x < canvas.width; x++) {
                var under = y + 1 - crest[x];
                if (under <= 0 || y > next[x] + 1) {
                    continue;
                }
                canvas.mix(x, y, ink, Math.min(1, under));
                if (rock != null) {
                    rock.paint(x, y, under, crest[x + 1] - crest[x]);
                }
            }
        }
    }

    private Colour ground(float near) {
        var colour = scene.palette().land(near);
        if (!scene.theme().snowy()) {
            return colour;
        }
        var snow = scene.palette().middle().mix(new Colour(scene.night() ? 0.62f : 0.95f, 0, -0.015f), 0.74f);
        return colour.mix(snow, 0.25f + 0.6f * near);
    }
}
