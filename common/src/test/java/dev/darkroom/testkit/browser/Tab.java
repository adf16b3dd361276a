package dev.darkroom.testkit.browser;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/// One tab of a [Browser], used as a person would: looked at, clicked, typed into.
public final class Tab implements AutoCloseable {

    private final Wire wire;
    private final Keyboard keyboard;
    private final Conditions conditions;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Tab(Wire wire) {
        this.wire = wire;
        this.keyboard = new Keyboard(wire);
        this.conditions = new Conditions(wire);
        wire.listen(this::hear);
        for (var domain : List.of("Page", "Runtime", "Log", "Network")) {
            wire.tell(domain + ".enable");
        }
        wire.tell("Page.bringToFront");
    }

    public Conditions conditions() {
        return conditions;
    }

    public Tab go(String address) {
        wire.tell("Page.navigate", Map.of("url", address));
        await("document.readyState + ' ' + (location.href !== 'about:blank')", "complete true");
        return this;
    }

    public void reload() {
        evaluate("window.stale = true");
        wire.tell("Page.reload");
        await("document.readyState + ' ' + window.stale", "complete undefined");
    }

    // ---- looking

    /// The value of an expression on the page; a promise is waited for.
    public JsonNode evaluate(String expression) {
        var answer = wire.tell(
                "Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        assertThat(answer.has("exceptionDetails"))
                .as(() -> expression + " on the page: " + answer)
                .isFalse();
        return answer.at("/result/value");
    }

    /// What can be read in the first element that the selector finds; nothing where it finds none.
    public String text(String selector) {
        return evaluate("document.querySelector(%s)?.innerText ?? ''".formatted(quoted(selector)))
                .asString();
    }

    public boolean shows(String selector) {
        return evaluate("document.querySelector(%s)?.checkVisibility() ?? false".formatted(quoted(selector)))
                .asBoolean();
    }

    public int count(String selector) {
        return evaluate("document.querySelectorAll(%s).length".formatted(quoted(selector)))
                .asInt();
    }

    public void await(String expression, String value) {
        eventually(() -> assertThat(evaluate("String(%s)".formatted(expression)).asString())
                .as(() -> "%s, where the page says:%n%s".formatted(expression, text("body")))
                .isEqualTo(value));
    }

    public void awaitText(String selector, String part) {
        eventually(() -> assertThat(text(selector)).contains(part));
    }

    public void awaitShown(String selector) {
        eventually(() -> assertThat(shows(selector)).as("shown: " + selector).isTrue());
    }

    public void awaitHidden(String selector) {
        eventually(() -> assertThat(shows(selector)).as("shown: " + selector).isFalse());
    }

    /// Waits until what is on its way has come there; what goes round for ever is not waited for.
    public void settle() {
        evaluate("""
                new Promise(requestAnimationFrame)
                  .then(() => Promise.allSettled(document.getAnimations()
                      .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
                      .map(each => each.finished)))
                  .then(() => new Promise(requestAnimationFrame))
                  .then(() => 0)""");
    }

    /// As a PNG.
    public void screenshot(Path file) throws IOException {
        var data = wire.tell("Page.captureScreenshot", Map.of("format", "png")).path("data");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data.asString()));
    }

    // ---- doing

    public void click(String selector) {
        awaitShown(selector);
        evaluate("document.querySelector(%s).click()".formatted(quoted(selector)));
    }

    /// Clicks the visible button with these words.
    public void clickButton(String words) {
        var button = "[...document.querySelectorAll('button')].find(each => each.checkVisibility() && !each.disabled"
                + " && each.innerText.startsWith(%s))".formatted(quoted(words));
        await(button + " !== undefined", "true");
        evaluate(button + ".click()");
    }

    /// Presses the middle of it, whatever may lie there.
    public void tap(String selector) {
        awaitShown(selector);
        var middle = evaluate("""
                (place => {
                  place.scrollIntoView({ block: 'nearest' });
                  const { left, top, width, height } = place.getBoundingClientRect();
                  return { x: left + width / 2, y: top + height / 2 };
                })(document.querySelector(%s))""".formatted(quoted(selector)));
        for (var type : List.of("mousePressed", "mouseReleased")) {
            wire.tell(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            middle.path("x").asDouble(),
                            "y",
                            middle.path("y").asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /// Types where the focus is.
    public void type(String text) {
        wire.tell("Input.insertText", Map.of("text", text));
    }

    /// @param keys a key's name or its one character; `Shift+Tab`
    public void press(String keys) {
        keyboard.press(keys);
    }

    /// Whether the page believes that somebody looks at it.
    public void attention(boolean given) {
        evaluate("void (document.hasFocus = () => %s)".formatted(given));
    }

    /// What scripts threw, and what the page's policy refused; a network that broke is none of it.
    public List<String> complaints() {
        return complaints;
    }

    private void hear(JsonNode message) {
        if (message.path("method").asString("").equals("Runtime.exceptionThrown")
                || message.at("/params/type").asString("").equals("error")) {
            complaints.add(message.path("params").toString());
        } else if (message.at("/params/entry/level").asString("").equals("error")
                && !message.at("/params/entry/source").asString("").equals("network")) {
            complaints.add(message.at("/params/entry").toString());
        }
    }

    /// For a script or a selector in one.
    public static String quoted(String text) {
        return Wire.JSON.writeValueAsString(text);
    }

    @Override
    public void close() {
        wire.close();
    }
}
