package dev.darkroom.stub.painting;

/// Paints a city: three rows of blocks in haze, with lights in the windows when it is late.
final class Skyline {

    private final Scene scene;
    private final Canvas canvas;
    private final Chance chance;

    Skyline(Scene scene, Chance chance) {
        this.scene = scene;
        this.canvas = scene.canvas();
        this.chance = chance;
    }

    void paint() {
        for (var row = 0; row < 4; row++) {
            blocks(row / 3f);
        }
    }

    private void blocks(float near) {
        var unit = canvas.unit();
        var x = -unit * chance.unit() * 0.1f;
        var foot = canvas.height * (scene.horizon() + (1 - scene.horizon()) * near * 0.6f);
        while (x < canvas.width) {
            var wide = unit * chance.between(0.045f, 0.085f) * (0.75f + near * 0.9f);
            var centred = 1 - Math.abs((x + wide / 2) / canvas.width - scene.sunX()) * 0.8f;
            var tall = canvas.height * chance.between(0.10f, 0.40f) * (1 - 0.45f * near) * centred;
            if (chance.oneIn(9)) {
                tall *= 1.35f;
            }
            block(x, foot - tall, wide, near);
            x += wide * chance.between(0.88f, 1.25f);
        }
    }

    private void block(float left, float top, float wide, float near) {
        var late = scene.night() || scene.theme().mood() == Mood.DUSK;
        var wall = scene.palette().land(0.22f + 0.72f * near).lighter(chance.between(-0.02f, 0.02f));
        var mist = scene.palette().land(Math.max(0, near - 0.15f));
        var towardsSun = scene.sunX() * canvas.width > left + wide / 2;
        var bright = wall.mix(scene.palette().horizon(), 0.22f);
        for (var y = Math.max(0, (int) top); y < canvas.height; y++) {
            var down = (y - top) / canvas.height;
            var fog = Math.clamp(down * 1.9f, 0f, 0.75f) * (1 - near * 0.75f);
            var covered = Math.clamp(y + 1 - top, 0f, 1f);
            canvas.span(y, left, left + wide, wall.mix(mist, fog).ink(), covered);
            var face = towardsSun ? left + wide * 0.72f : left;
            canvas.span(y, face, face + wide * 0.28f, bright.mix(mist, fog).ink(), covered * 0.8f);
        }
        if (chance.oneIn(3)) {
            mast(left + wide / 2, top, wide, wall.ink());
        }
        windows(left, top, wide, near, late);
    }

    private void mast(float x, float top, float wide, Ink ink) {
        for (var y = Math.max(0, (int) (top - wide * 0.8f)); y < top; y++) {
            canvas.span(y, x - wide * 0.02f, x + wide * 0.02f + 0.5f, ink, 0.9f);
        }
    }

    private void windows(float left, float top, float wide, float near, boolean late) {
        var size = Math.max(1.2f, canvas.unit() * (0.0035f + 0.0035f * near));
        var lamp = Colour.of(0.88, 0.11, chance.between(65, 95)).ink();
        var glass = scene.palette().horizon().ink();
        var share = late ? 0.42f : 0.22f;
        for (var y = top + size * 2; y < canvas.height && y < top + canvas.height * 0.42f; y += size * 2.6f) {
            for (var x = left + size * 1.2f; x + size < left + wide - size * 0.5f; x += size * 2) {
                var lit = chance.unit() < share;
                if (lit) {
                    for (var line = 0; line < Math.max(1, size * 1.4f); line++) {
                        canvas.span(
                                (int) y + line,
                                x,
                                x + size,
                                late ? lamp : glass,
                                (late ? 0.75f : 0.28f) * chance.between(0.3f, 1) * (0.35f + 0.65f * near));
                    }
                }
            }
        }
    }
}
