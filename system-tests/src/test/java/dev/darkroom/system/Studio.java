package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Cable;
import dev.darkroom.testkit.browser.Browser;
import dev.darkroom.testkit.browser.Contrast;
import dev.darkroom.testkit.browser.Tab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The page at `/` in a browser of its own. The site lies behind two cables, so that the browser can be taken off the
/// network while everything else goes on.
final class Studio implements AutoCloseable {

    /// A phone, a tablet, a desk.
    static final List<Integer> WIDTHS = List.of(390, 820, 1440);

    static final List<String> SCHEMES = List.of("light", "dark");

    static final String NEWEST = "#sheet .tile:not(.skeleton)";

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final String page;
    private final List<Cable> cables;
    private final Browser browser;

    /// Skips the test where there is no Chromium.
    ///
    /// @param profile an empty folder of its own
    Studio(Site site, Path profile) throws IOException {
        var toApi = new Cable(site.ports().api());
        var toNotifier = new Cable(site.ports().notifier());
        page = site.api().base() + "/";
        cables = List.of(toApi, toNotifier);
        browser = Browser.orSkip(
                profile, Map.of(site.ports().api(), toApi.port(), site.ports().notifier(), toNotifier.port()));
    }

    Tab tab() {
        var tab = browser.tab();
        tab.conditions().width(1440);
        return tab;
    }

    void open(Tab tab) {
        tab.go(page);
        eventually(
                () -> assertThat(tab.shows("#studio") || tab.shows("#sign-in")).isTrue());
    }

    /// As whoever is signed in already, or as the demo account.
    void enter(Tab tab) {
        open(tab);
        if (!tab.shows("#studio")) {
            tab.click("#try-demo");
        }
        awaitLive(tab);
    }

    static void awaitLive(Tab tab) {
        tab.await("document.getElementById('connection-words').textContent", "Live");
        tab.await("document.querySelectorAll('.skeleton').length", "0");
    }

    static void order(Tab tab, String prompt) {
        tab.evaluate(
                "void (document.getElementById('prompt').value = %s, document.getElementById('composer').requestSubmit())"
                        .formatted(Tab.quoted(prompt)));
    }

    static void awaitNewest(Tab tab, String status) {
        tab.await("document.querySelector('%s')?.dataset.status".formatted(NEWEST), status);
    }

    static void awaitNewestPrompt(Tab tab, String prompt) {
        tab.await("document.querySelector('%s .tile-prompt')?.textContent".formatted(NEWEST), prompt);
    }

    static void awaitDeveloped(Tab tab, int prints) {
        eventually(() -> assertThat(tab.count("#sheet .print.developed")).isGreaterThanOrEqualTo(prints));
        tab.settle();
    }

    /// For the eye, at every width by day and by night. What is shown fits in, and can be read.
    static void photograph(Tab tab, String view) throws IOException {
        for (var width : WIDTHS) {
            for (var scheme : SCHEMES) {
                photograph(tab, view, width, scheme);
            }
        }
        tab.conditions().width(1440);
    }

    /// The same for a view of less importance: a phone by day, a desk by night.
    static void glance(Tab tab, String view) throws IOException {
        photograph(tab, view, 390, "light");
        photograph(tab, view, 1440, "dark");
    }

    private static void photograph(Tab tab, String view, int width, String scheme) throws IOException {
        tab.conditions().width(width);
        tab.conditions().prefers("color-scheme", scheme);
        tab.settle();
        tab.screenshot(SCREENSHOTS.resolve("studio-%s-%d-%s.png".formatted(view, width, scheme)));
        assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
                .as("the width of %s", view)
                .isLessThanOrEqualTo(width);
        assertThat(Contrast.tooLow(tab))
                .as("%s at %d in the %s", view, width, scheme)
                .isEmpty();
    }

    void goOffline() {
        cables.forEach(Cable::cut);
    }

    void comeBack() {
        cables.forEach(Cable::mend);
    }

    @Override
    public void close() {
        browser.close();
        cables.forEach(Cable::close);
    }
}
