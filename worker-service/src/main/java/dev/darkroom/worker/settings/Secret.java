package dev.darkroom.worker.settings;

/// A value that no log line shows.
public record Secret(String value) {

    public static Secret of(String value) {
        return new Secret(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
