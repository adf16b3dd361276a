package dev.darkroom.stub.painting;

/// Lets snow fall in front of everything, near flakes large and soft.
final class Snowfall {

    private Snowfall() {}

    static void over(Canvas canvas, Chance chance) {
        var white = new Ink(1, 1, 1);
        for (var i = 0; i < 420; i++) {
            var near = chance.unit();
            near = near * near * near * near;
            var radius = canvas.unit() * (0.0011f + 0.0085f * near);
            var centreX = chance.unit() * canvas.width;
            var centreY = chance.unit() * canvas.height;
            var strength = (0.80f - 0.45f * near) * chance.between(0.5f, 1);
            for (var y = (int) (centreY - radius - 1); y <= centreY + radius + 1; y++) {
                for (var x = (int) (centreX - radius - 1); x <= centreX + radius + 1; x++) {
                    var away = (float) Math.hypot(x - centreX, y - centreY) / (radius + 0.5f);
                    if (away < 1) {
                        canvas.touch(x, y, white, strength * (1 - away * away));
                    }
                }
            }
        }
    }
}
