package dev.darkroom.stub.painting;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.Scanner;

/// The drawings themselves. Each fills a box of 100 by 100 and looks right.
final class Sketches {

    private Sketches() {}

    /// Sitting, looking right, the tail around its feet.
    static void fox(Graphics2D pen) {
        var coat = new Color(0xc9541f);
        var shade = new Color(0x9c3a16);
        var pale = new Color(0xf6e9da);
        var dark = new Color(0x2e1c1a);
        fill(pen, new Color(0, 0, 0, 50), new Ellipse2D.Double(4, 92, 84, 7));
        fill(pen, coat, path("M 46 88 C 30 99 6 98 3 80 C 1 66 10 56 21 53 C 17 62 20 72 30 77 C 36 80 42 80 46 80 Z"));
        fill(pen, pale, path("M 21 53 C 10 56 3 64 3 75 C 7 69 13 70 18 66 C 18 61 19 57 21 53 Z"));
        fill(pen, coat, path("M 52 38 C 40 45 31 60 32 77 C 32 86 35 92 39 94 L 70 94 C 72 80 76 62 72 44 Z"));
        fill(pen, shade, path("M 39 94 C 34 86 36 72 47 70 C 57 69 61 80 57 88 C 56 91 55 93 54 94 Z"));
        fill(pen, dark, path("M 62 70 C 62 80 61 88 60 95 L 70 95 C 70 86 72 78 72 70 C 68 66 65 66 62 70 Z"));
        fill(pen, pale, path("M 63 42 C 60 54 62 66 67 74 C 73 66 75 54 73 43 Z"));
        fill(pen, shade, path("M 64 26 L 69 5 L 77 23 Z"));
        fill(
                pen,
                coat,
                path(
                        "M 48 36 C 47 28 50 23 54 20 L 53 2 L 66 17 C 75 19 81 25 84 30 L 97 38 C 96 42 92 43 88 43 C 81 48 68 51 60 48 C 53 46 49 42 48 36 Z"));
        fill(pen, dark, path("M 55 16 L 54.5 6 L 62 16 Z"));
        fill(
                pen,
                pale,
                path("M 97 38 C 96 42 92 43 88 43 C 81 48 69 51 61 48.5 C 66 44 72 43 77 39 C 83 37 90 38 97 38 Z"));
        fill(pen, dark, new Ellipse2D.Double(94, 36, 4.6, 4));
        fill(pen, dark, path("M 74 32 C 76 29 80 29 82 32 C 79 33.5 76 33.5 74 32 Z"));
    }

    static void boat(Graphics2D pen, Scene scene) {
        var hull = colour(scene.palette().ground().lighter(-0.03f), 255);
        var sail = colour(scene.palette().sun().mix(scene.palette().horizon(), 0.15f), 255);
        var shade = colour(scene.palette().horizon().mix(scene.palette().middle(), 0.5f), 255);
        fill(pen, colour(scene.palette().ground(), 70), new Ellipse2D.Double(10, 91, 80, 8));
        fill(pen, hull, new Rectangle2D.Double(49, 4, 1.6, 78));
        fill(pen, sail, path("M 52 5 C 64 26 78 50 86 74 C 74 77 62 77 52 76 Z"));
        fill(pen, shade, path("M 47 14 C 44 38 32 62 17 75 C 28 77 38 77 47 76 Z"));
        fill(pen, hull, path("M 8 80 C 34 84 66 84 94 79 C 90 88 86 94 78 95 L 26 95 C 17 94 12 88 8 80 Z"));
    }

    static void cabin(Graphics2D pen, Scene scene) {
        var wall = colour(scene.palette().ground().lighter(0.04f), 255);
        var side = colour(scene.palette().ground().lighter(-0.03f), 255);
        var roof = scene.theme().snowy()
                ? new Color(0xf2f4f8)
                : colour(scene.palette().ground().lighter(-0.07f), 255);
        var lamp = new Color(0xffcf7a);
        fill(pen, side, new Rectangle2D.Double(66, 18, 8, 26));
        fill(pen, wall, path("M 20 54 L 40 32 L 60 54 L 60 96 L 20 96 Z"));
        fill(pen, side, path("M 58 52 L 88 52 L 88 96 L 58 96 Z"));
        fill(pen, roof, path("M 39 26 L 74 26 L 94 56 L 62 56 Z"));
        fill(pen, roof, path("M 39 25 L 44 28 L 18 60 L 13 57 Z"));
        fill(pen, lamp, new Rectangle2D.Double(27, 60, 10, 13));
        fill(pen, lamp, new Rectangle2D.Double(68, 66, 11, 11));
        fill(pen, side, new Rectangle2D.Double(43, 68, 10, 28));
    }

    static void balloon(Graphics2D pen, Scene scene) {
        var accent = scene.theme().hue().orElse(28);
        fill(pen, colour(Colour.of(0.60, 0.17, accent), 255), new Ellipse2D.Double(18, 2, 64, 66));
        fill(pen, colour(Colour.of(0.60, 0.17, accent), 255), path("M 22 48 L 44 82 L 56 82 L 78 48 Z"));
        fill(
                pen,
                colour(Colour.of(0.90, 0.07, accent + 40), 255),
                path("M 50 2 C 34 10 30 50 45 82 L 55 82 C 70 50 66 10 50 2 Z"));
        fill(
                pen,
                colour(Colour.of(0.66, 0.16, accent), 255),
                path("M 50 2 C 44 14 43 54 48.5 82 L 51.5 82 C 57 54 56 14 50 2 Z"));
        fill(pen, new Color(0, 0, 0, 40), path("M 66 6 C 86 18 86 44 76 52 L 56 82 C 70 60 76 30 66 6 Z"));
        fill(pen, new Color(0x5a3a22), new Rectangle2D.Double(44, 88, 12, 10));
        pen.setColor(new Color(0x3a2a1a));
        pen.setStroke(new BasicStroke(0.8f));
        pen.draw(path("M 44 82 L 45 88 M 56 82 L 55 88"));
    }

    static void bird(Graphics2D pen, Scene scene) {
        pen.setColor(colour(scene.palette().ground(), 220));
        pen.setStroke(new BasicStroke(7, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(path("M 8 42 C 22 30 38 36 50 58 C 60 34 78 28 92 38"));
    }

    private static Color colour(Colour colour, int alpha) {
        return new Color(alpha << 24 | colour.ink().rgb(), true);
    }

    private static void fill(Graphics2D pen, Color colour, Shape shape) {
        pen.setColor(colour);
        pen.fill(shape);
    }

    /// The M, L, C and Z of an SVG path, parts apart by spaces.
    private static Path2D path(String text) {
        var path = new Path2D.Double();
        try (var parts = new Scanner(text).useLocale(Locale.ROOT)) {
            while (parts.hasNext()) {
                switch (parts.next()) {
                    case "M" -> path.moveTo(parts.nextDouble(), parts.nextDouble());
                    case "L" -> path.lineTo(parts.nextDouble(), parts.nextDouble());
                    case "C" ->
                        path.curveTo(
                                parts.nextDouble(),
                                parts.nextDouble(),
                                parts.nextDouble(),
                                parts.nextDouble(),
                                parts.nextDouble(),
                                parts.nextDouble());
                    default -> path.closePath();
                }
            }
        }
        return path;
    }
}
