package dev.darkroom.stub.painting;

/// Paints the sky: its gradient, stars, the sun or the moon in its glow, and thin cloud.
final class Sky {

    private static final int CLOUD_CELL = 8;

    private final Scene scene;
    private final Canvas canvas;
    private final Chance chance;

    Sky(Scene scene, Chance chance) {
        this.scene = scene;
        this.canvas = scene.canvas();
        this.chance = chance;
    }

    void paint() {
        gradient();
        if (scene.night()) {
            stars();
        }
        if (scene.theme().aurora()) {
            aurora();
        }
        glow();
        disc();
        clouds();
    }

    private void gradient() {
        var end = scene.horizonRow();
        for (var y = 0; y < canvas.height; y++) {
            canvas.fillRow(y, scene.palette().sky((float) y / end).ink());
        }
    }

    private void stars() {
        var count = 70 + canvas.width * canvas.height / 2600;
        var white = new Ink(1, 0.98f, 0.94f);
        for (var i = 0; i < count; i++) {
            var x = (int) (chance.unit() * canvas.width);
            var height = chance.unit();
            var y = (int) (height * height * scene.horizonRow());
            var bright = chance.unit();
            bright = 0.15f + bright * bright * bright * 0.85f;
            canvas.touch(x, y, white, bright);
            if (bright > 0.55f) {
                for (var arm = -1; arm <= 1; arm += 2) {
                    canvas.touch(x + arm, y, white, bright * 0.4f);
                    canvas.touch(x, y + arm, white, bright * 0.4f);
                }
            }
        }
    }

    private void aurora() {
        var salt = chance.salt();
        var green = Colour.of(0.85, 0.19, 160).ink();
        var violet = Colour.of(0.70, 0.17, 310).ink();
        var end = scene.horizonRow();
        for (var x = 0; x < canvas.width; x++) {
            var u = x / canvas.unit();
            var foot = end * (0.50f + 0.34f * (Noise.cloudy(u * 1.4f, 0.5f, 3, salt) - 0.5f) * 2);
            var reach = end * (0.30f + 0.30f * Noise.at(u * 9, salt + 7));
            var strength = 0.25f + 0.55f * Noise.cloudy(u * 5, 9.5f, 4, salt + 3);
            for (var y = Math.max(0, (int) (foot - reach)); y < Math.min(end, foot + end * 0.05f); y++) {
                var rise = (foot - y) / reach;
                var light = rise < 0 ? 1 + rise * reach / (end * 0.05f) : (1 - rise) * (1 - rise);
                canvas.shine(x, y, green, light * strength * 0.75f);
                canvas.shine(x, y, violet, Math.max(0, rise) * (1 - rise) * strength * 0.7f);
            }
        }
    }

    private void glow() {
        var ink = scene.night()
                ? scene.palette().horizon().lighter(0.12f).ink()
                : scene.palette().sun().mix(scene.palette().horizon(), 0.45f).ink();
        var strength = scene.night() ? 0.45f : 0.72f;
        var reach = canvas.unit() * (scene.night() ? 0.34f : 0.62f);
        var perSquare = 1 / (reach * reach);
        var sunX = scene.sunX() * canvas.width;
        var sunY = scene.sunY() * canvas.height;
        var top = Math.max(0, (int) (sunY - reach));
        var end = Math.min(canvas.height, (int) (sunY + reach));
        for (var y = top; y < end; y++) {
            var dy = (y - sunY) * (y - sunY) * perSquare;
            var half = reach * (float) Math.sqrt(Math.max(0, 1 - dy));
            for (int x = Math.max(0, (int) (sunX - half)), to = Math.min(canvas.width, (int) (sunX + half));
                    x < to;
                    x++) {
                var left = 1 - dy - (x - sunX) * (x - sunX) * perSquare;
                canvas.shine(x, y, ink, strength * left * left * left);
            }
        }
    }

    private void disc() {
        var radius = canvas.unit() * (scene.night() ? 0.050f : 0.062f);
        var sunX = scene.sunX() * canvas.width;
        var sunY = scene.sunY() * canvas.height;
        var light = scene.palette().sun();
        for (var y = (int) (sunY - radius - 1); y <= sunY + radius + 1; y++) {
            for (var x = (int) (sunX - radius - 1); x <= sunX + radius + 1; x++) {
                var away = (float) Math.hypot(x + 0.5f - sunX, y + 0.5f - sunY);
                var covered = Math.clamp(radius - away + 0.5f, 0f, 1f);
                if (covered > 0) {
                    canvas.touch(
                            x,
                            y,
                            light.ink(),
                            covered * (scene.night() ? moonFace(x - sunX, y - sunY, radius) : 0.97f));
                }
            }
        }
    }

    /// Seas on the moon, and a shadow at one limb.
    private float moonFace(float dx, float dy, float radius) {
        var seas = Noise.cloudy(dx / radius * 1.6f + 9, dy / radius * 1.6f + 4, 3, 77);
        var limb = Math.clamp((dx * 0.5f + dy * 0.6f) / radius, 0f, 1f);
        return 0.98f - 0.22f * Math.clamp((seas - 0.45f) * 3, 0f, 1f) - 0.30f * limb;
    }

    /// Cloud is soft, so it is worked out on a coarse grid and stretched.
    private void clouds() {
        var salt = chance.salt();
        var cover = chance.between(0.46f, 0.60f) + (scene.night() ? 0.06f : 0);
        var end = scene.horizonRow();
        var columns = canvas.width / CLOUD_CELL + 2;
        var above = new float[columns];
        var below = new float[columns];
        cloudRow(below, 0, cover, salt);
        for (var y = 0; y < end; y++) {
            var part = (float) (y % CLOUD_CELL) / CLOUD_CELL;
            if (y % CLOUD_CELL == 0) {
                var spent = above;
                above = below;
                below = spent;
                cloudRow(below, y / CLOUD_CELL + 1, cover, salt);
            }
            var height = (float) y / end;
            var ink = scene.palette()
                    .horizon()
                    .lighter(scene.night() ? -0.06f : 0.05f)
                    .mix(scene.palette().middle(), (1 - height) * 0.35f)
                    .ink();
            for (var x = 0; x < canvas.width; x++) {
                var cell = x / CLOUD_CELL;
                var along = (float) (x % CLOUD_CELL) / CLOUD_CELL;
                var up = above[cell] + (above[cell + 1] - above[cell]) * along;
                var down = below[cell] + (below[cell + 1] - below[cell]) * along;
                var density = up + (down - up) * part;
                if (density > 0) {
                    canvas.mix(x, y, ink, density);
                }
            }
        }
    }

    private void cloudRow(float[] row, int cellY, float cover, int salt) {
        var v = cellY * CLOUD_CELL / canvas.unit();
        var stretch = 6.5f + 5 * v;
        for (var i = 0; i < row.length; i++) {
            var u = i * CLOUD_CELL / canvas.unit();
            var bend = Noise.at(u * 1.3f, v * 3, salt + 31) * 0.35f;
            var noise = Noise.cloudy(u * 1.5f + bend, v * stretch + bend * 2, 4, salt);
            row[i] = Math.clamp((noise - cover) * 3.2f, 0f, 0.62f);
        }
    }
}
