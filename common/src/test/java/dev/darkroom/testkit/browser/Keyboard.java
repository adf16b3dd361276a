package dev.darkroom.testkit.browser;

import java.util.HashMap;
import java.util.Map;

/// Presses keys: `Enter`, `Shift+Tab`, `?`.
record Keyboard(Wire wire) {

    /// Keys that are no text, with the code that pages and browsers still go by.
    private static final Map<String, Integer> CODES = Map.of(
            "Tab",
            9,
            "Enter",
            13,
            "Escape",
            27,
            "End",
            35,
            "Home",
            36,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40);

    private static final String SHIFT = "Shift+";
    private static final int SHIFT_HELD = 8;

    void press(String keys) {
        var shifted = keys.startsWith(SHIFT);
        var key = shifted ? keys.substring(SHIFT.length()) : keys;
        var text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        var event = new HashMap<String, Object>(Map.of(
                "key",
                key,
                "code",
                key,
                "modifiers",
                shifted ? SHIFT_HELD : 0,
                "windowsVirtualKeyCode",
                CODES.getOrDefault(key, 0)));
        event.put("type", "keyUp");
        var up = Map.copyOf(event);
        event.put("type", text.isEmpty() ? "rawKeyDown" : "keyDown");
        event.put("text", text);
        wire.tell("Input.dispatchKeyEvent", event);
        wire.tell("Input.dispatchKeyEvent", up);
    }
}
