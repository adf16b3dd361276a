package dev.darkroom.testkit.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Whether everything on a page can be read, by its computed colours: WCAG 2.2, level AA.
public final class Contrast {

    private static final String SCRIPT = script();

    private Contrast() {}

    /// What in the window is too faint, in words; empty when nothing is.
    public static List<String> tooLow(Tab tab) {
        return tab.evaluate(SCRIPT).valueStream().map(JsonNode::asString).toList();
    }

    private static String script() {
        try (var file = Contrast.class.getResourceAsStream("contrast.js")) {
            if (file == null) {
                throw new IllegalStateException("contrast.js is not on the path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
