package dev.darkroom.stub.painting;

/// A field bent by itself, worked out on a coarse grid and stretched. Rows must come in order.
final class Folds {

    private final Canvas canvas;
    private final int salt;
    private final float cos;
    private final float sin;
    private final int step;
    private float[] above;
    private float[] below;
    private float part;

    Folds(Canvas canvas, int salt, float cos, float sin, int step) {
        this.canvas = canvas;
        this.salt = salt;
        this.cos = cos;
        this.sin = sin;
        this.step = step;
        this.above = new float[canvas.width / step + 2];
        this.below = new float[canvas.width / step + 2];
        fill(below, 0);
    }

    void row(int y) {
        part = (float) (y % step) / step;
        if (y % step == 0) {
            var spent = above;
            above = below;
            below = spent;
            fill(below, y + step);
        }
    }

    float at(int x) {
        var cell = x / step;
        var along = (float) (x % step) / step;
        var up = above[cell] + (above[cell + 1] - above[cell]) * along;
        var down = below[cell] + (below[cell + 1] - below[cell]) * along;
        return up + (down - up) * part;
    }

    private void fill(float[] row, int y) {
        for (var i = 0; i < row.length; i++) {
            var x = i * step / canvas.unit();
            var v0 = y / canvas.unit();
            var u = (x * cos - v0 * sin) * 1.15f;
            var v = (x * sin + v0 * cos) * 1.15f;
            var bendU = Noise.cloudy(u, v, 3, salt);
            var bendV = Noise.cloudy(u + 5.2f, v + 1.3f, 3, salt + 11);
            var again = Noise.cloudy(u + 2.6f * bendU, v + 2.6f * bendV, 3, salt + 23);
            row[i] = u * 0.30f + 0.30f + (again - 0.5f) * 1.7f + (bendU - 0.5f) * 0.6f;
        }
    }
}
