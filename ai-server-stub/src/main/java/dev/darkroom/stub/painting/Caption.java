package dev.darkroom.stub.painting;

import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Optional;

/// Writes the first words of the prompt at the foot of the picture.
final class Caption {

    private static final int LONGEST = 60;

    private Caption() {}

    static void on(Canvas canvas, String prompt) {
        var size = Math.max(11f, canvas.unit() * 0.021f);
        canvas.shadeFoot(size * 5.5f, 0.38f);
        drawing(firstWords(prompt), size, canvas.width - size * 3).ifPresent(text -> {
            var left = (int) (size * 1.4f);
            canvas.lay(text, left, canvas.height - text.getHeight() - (int) (size * 0.9f));
        });
    }

    static String firstWords(String prompt) {
        var text = prompt.strip().replaceAll("\\s+", " ");
        if (text.codePointCount(0, text.length()) <= LONGEST) {
            return text;
        }
        var cut = text.substring(0, text.offsetByCodePoints(0, LONGEST));
        var space = cut.lastIndexOf(' ');
        return (space > LONGEST / 2 ? cut.substring(0, space) : cut) + "…";
    }

    /// Empty where the machine has no font: a picture without a caption is better than none.
    private static Optional<BufferedImage> drawing(String text, float size, float widest) {
        try {
            return Optional.of(drawn(text, size, widest));
        } catch (RuntimeException | LinkageError | InternalError _) {
            return Optional.empty();
        }
    }

    private static BufferedImage drawn(String text, float size, float widest) {
        var sheet = new BufferedImage((int) widest, (int) (size * 1.9f), BufferedImage.TYPE_INT_ARGB);
        var pen = sheet.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            var font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
            var layout = new TextLayout(text, font, pen.getFontRenderContext());
            var shrink = Math.min(1, (widest - size) / layout.getAdvance());
            var place = AffineTransform.getTranslateInstance(size * 0.1, size * 1.3);
            place.scale(shrink, shrink);
            pen.transform(place);
            var letters = layout.getOutline(null);
            pen.translate(size * 0.06, size * 0.07);
            pen.setColor(new Color(0, 0, 0, 110));
            pen.fill(letters);
            pen.translate(-size * 0.06, -size * 0.07);
            pen.setColor(new Color(255, 255, 255, 225));
            pen.fill(letters);
        } finally {
            pen.dispose();
        }
        return sheet;
    }
}
