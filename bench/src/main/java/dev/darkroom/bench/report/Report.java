package dev.darkroom.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a run found, in the order it is to be read.
///
/// @param figures a number, a text, or a map of numbers by name
/// @param flawed something was refused, failed or lost: the figures stand, but not for a healthy system
public record Report(Map<String, Object> figures, boolean flawed) {

    public static Builder with(String name, Object figure) {
        return new Builder().and(name, figure);
    }

    /// Collects figures.
    public static final class Builder {

        private final Map<String, Object> figures = new LinkedHashMap<>();

        public Builder and(String name, Object figure) {
            figures.put(name, figure);
            return this;
        }

        /// Ends the report.
        public Report flawedIf(boolean flawed) {
            return new Report(figures, flawed);
        }
    }
}
