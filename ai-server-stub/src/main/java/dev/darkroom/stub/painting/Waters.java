package dev.darkroom.stub.painting;

/// Paints the sea: the sky upside down, broken by waves that grow towards us, and the sun's path on it.
final class Waters {

    private final Scene scene;
    private final Canvas canvas;
    private final Chance chance;

    Waters(Scene scene, Chance chance) {
        this.scene = scene;
        this.canvas = scene.canvas();
        this.chance = chance;
    }

    void paint() {
        headlands();
        var salt = chance.salt();
        var from = scene.horizonRow();
        var deep = scene.palette().ground().mix(scene.palette().zenith(), 0.55f);
        var glitter =
                scene.palette().sun().mix(scene.palette().horizon(), 0.25f).ink();
        var sunX = scene.sunX() * canvas.width;
        for (var y = from; y < canvas.height; y++) {
            var d = (float) (y - from) / (canvas.height - from);
            var mirror = scene.palette().sky(1 - d * 0.95f).mix(deep, 0.22f + 0.50f * d);
            canvas.fillRow(y, mirror.ink());
            var trough = mirror.lighter(-0.075f).ink();
            var crest = mirror.mix(scene.palette().sky(1 - d * 0.5f), 0.5f)
                    .lighter(0.035f)
                    .ink();
            var far = 1 / (d + 0.035f);
            var row = far * 5.2f;
            var calm = Math.min(1, d * 7);
            var path = canvas.unit() * (0.030f + 0.20f * d);
            for (var x = 0; x < canvas.width; x++) {
                var across = (x - canvas.width * 0.5f) / canvas.unit() * far;
                var swell = Noise.at(across * 1.1f, row, salt);
                var ripple = Noise.at(across * 4.3f + swell * 2, row * 2.6f, salt + 1);
                var wave = swell * 0.55f + ripple * 0.45f - 0.5f;
                if (wave < 0) {
                    canvas.mix(x, y, trough, Math.min(1, -wave * 2.6f) * calm);
                } else {
                    canvas.mix(x, y, crest, Math.min(1, wave * 2.4f) * calm);
                }
                var off = (x - sunX) / path;
                if (off > -2.4f && off < 2.4f) {
                    var beam = 1 / (1 + off * off * off * off * 1.5f) - 0.02f;
                    var flash = Math.clamp((ripple * 0.7f + swell * 0.5f - 0.42f - 0.12f * d) * (3f + 4 * d), 0f, 1f);
                    var steady = 0.55f * (1 - Math.min(1, d * 9));
                    canvas.mix(x, y, glitter, Math.clamp(beam, 0f, 1f) * Math.max(flash * (0.9f - 0.45f * d), steady));
                }
            }
        }
        haze(from);
    }

    /// Far land left or right, low enough to leave the sun alone.
    private void headlands() {
        var from = scene.horizonRow();
        for (var layer = 0; layer < 3; layer++) {
            var salt = chance.salt();
            var left = scene.sunX() > 0.5f;
            var reach = chance.between(0.35f, 0.75f) * (1 - layer * 0.22f);
            var ink = scene.palette().land(0.10f + 0.17f * layer).ink();
            for (var x = 0; x < canvas.width; x++) {
                var along = left ? (float) x / canvas.width : 1 - (float) x / canvas.width;
                var fall = Math.clamp((reach - along) / reach, 0f, 1f);
                var rise = canvas.height
                        * (0.13f - 0.025f * layer)
                        * (float) Math.sqrt(fall)
                        * Noise.cloudy(x / canvas.unit() * 3.4f, 0.5f, 5, salt);
                for (var y = (int) (from - rise); y < from; y++) {
                    canvas.mix(x, y, ink, Math.clamp(y + 1 - (from - rise), 0f, 1f) * Math.min(1, fall * 8));
                }
            }
        }
    }

    private void haze(int from) {
        var ink = scene.palette().horizon().lighter(0.02f).ink();
        var reach = canvas.height * 0.035f;
        for (var y = (int) (from - reach); y < from + reach && y < canvas.height; y++) {
            var part = 1 - Math.abs(y - from) / reach;
            for (var x = 0; x < canvas.width; x++) {
                canvas.mix(x, y, ink, part * part * 0.5f);
            }
        }
    }
}
