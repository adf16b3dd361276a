package dev.darkroom.stub.painting;

import java.util.Arrays;

/// The quick brush for small pictures: a flat sky by rows, a disc, three ridges, and a band of colour for water.
final class Miniature {

    private static final int RIDGES = 3;

    private final int width;
    private final int height;
    private final Theme theme;
    private final Palette palette;
    private final Chance chance;

    Miniature(Brief brief, Theme theme, Palette palette, Chance chance) {
        this.width = brief.width();
        this.height = brief.height();
        this.theme = theme;
        this.palette = palette;
        this.chance = chance;
    }

    Picture paint() {
        var pixels = new int[width * height];
        var unit = (float) Math.min(width, height);
        var horizon = height * chance.between(0.55f, 0.68f);
        var sunX = width * chance.between(0.25f, 0.75f);
        var sunY = horizon - unit * chance.between(0.12f, 0.30f);
        sky(pixels, horizon);
        disc(pixels, sunX, sunY, unit * 0.10f);
        for (var ridge = 0; ridge < RIDGES; ridge++) {
            ridge(pixels, (ridge + 1f) / RIDGES, horizon, unit);
        }
        return new Picture(width, height, pixels);
    }

    private void sky(int[] pixels, float horizon) {
        var top = palette.zenith().ink();
        var middle = palette.middle().ink();
        var low = palette.horizon().ink();
        for (var y = 0; y < height; y++) {
            var t = Math.min(1, y / horizon);
            var rgb = t < 0.5f ? mixed(top, middle, t * 2) : mixed(middle, low, t * 2 - 1);
            Arrays.fill(pixels, y * width, y * width + width, rgb);
        }
    }

    private void disc(int[] pixels, float centreX, float centreY, float radius) {
        var rgb = palette.sun().ink().rgb();
        for (var y = Math.max(0, (int) (centreY - radius)); y < Math.min(height, centreY + radius + 1); y++) {
            for (var x = Math.max(0, (int) (centreX - radius)); x < Math.min(width, centreX + radius + 1); x++) {
                var away = (x - centreX) * (x - centreX) + (y - centreY) * (y - centreY);
                if (away <= radius * radius) {
                    pixels[y * width + x] = rgb;
                }
            }
        }
    }

    private void ridge(int[] pixels, float near, float horizon, float unit) {
        var rgb = palette.land(near * 0.9f).ink().rgb();
        var salt = chance.salt();
        var calm = theme.land() == Land.SEA ? 0.25f : 1f;
        var base = horizon + (height - horizon) * (near - 1f / RIDGES) * 1.1f;
        var rise = height * (0.30f - 0.12f * near) * calm;
        for (var x = 0; x < width; x++) {
            var u = x / unit * (2.6f - near);
            var crest = base - rise * (Noise.at(u, salt) * 0.75f + Noise.at(u * 3, salt + 1) * 0.25f);
            for (int y = Math.max(0, (int) crest), i = y * width + x; y < height; y++, i += width) {
                pixels[i] = rgb;
            }
        }
    }

    private static int mixed(Ink from, Ink to, float part) {
        return new Ink(
                        from.r() + (to.r() - from.r()) * part,
                        from.g() + (to.g() - from.g()) * part,
                        from.b() + (to.b() - from.b()) * part)
                .rgb();
    }
}
