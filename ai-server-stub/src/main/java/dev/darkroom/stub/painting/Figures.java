package dev.darkroom.stub.painting;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/// Puts whoever the prompt names into the picture, small, where the eye rests.
final class Figures {

    private final Scene scene;
    private final Canvas canvas;
    private final Chance chance;

    Figures(Scene scene, Chance chance) {
        this.scene = scene;
        this.canvas = scene.canvas();
        this.chance = chance;
    }

    void paint() {
        for (var figure : scene.theme().figures()) {
            switch (figure) {
                case FOX -> place(0.26f, aside(0.20f), 0.925f, Sketches::fox);
                case BOAT -> place(0.17f, aside(0.14f), scene.horizon() + 0.09f, pen -> Sketches.boat(pen, scene));
                case CABIN -> place(0.16f, aside(0.20f), 0.84f, pen -> Sketches.cabin(pen, scene));
                case BIRDS -> flock();
                case BALLOON -> balloons();
            }
        }
    }

    /// Beside the middle, away from the sun.
    private float aside(float by) {
        return 0.5f + (scene.sunX() > 0.5f ? -by : by);
    }

    private void flock() {
        var x = aside(0.10f);
        var y = scene.horizon() * chance.between(0.35f, 0.5f);
        for (var bird = 0; bird < 9; bird++) {
            place(
                    chance.between(0.018f, 0.042f),
                    x + chance.between(-0.17f, 0.17f),
                    y + chance.between(-0.10f, 0.10f),
                    pen -> Sketches.bird(pen, scene));
        }
    }

    private void balloons() {
        place(0.22f, aside(0.17f), scene.horizon() * 0.72f, pen -> Sketches.balloon(pen, scene));
        place(0.09f, aside(-0.02f), scene.horizon() * 0.46f, pen -> Sketches.balloon(pen, scene));
        place(0.06f, aside(-0.12f), scene.horizon() * 0.80f, pen -> Sketches.balloon(pen, scene));
    }

    /// @param centre from the left, @param foot from the top, as fractions
    private void place(float size, float centre, float foot, Drawing drawing) {
        var side = Math.max(4, Math.round(size * canvas.unit()));
        var sheet = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        var pen = sheet.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            pen.scale(side / 100.0, side / 100.0);
            if (centre > 0.5f) {
                pen.translate(100, 0);
                pen.scale(-1, 1);
            }
            drawing.with(pen);
        } finally {
            pen.dispose();
        }
        canvas.lay(sheet, Math.round(centre * canvas.width) - side / 2, Math.round(foot * canvas.height) - side);
    }

    private interface Drawing {
        void with(Graphics2D pen);
    }
}
