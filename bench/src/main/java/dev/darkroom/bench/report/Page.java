package dev.darkroom.bench.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A report with everything that is needed to believe it.
///
/// @param run the command
/// @param at when it ended
/// @param machine where it ran
/// @param parameters what it was told, defaults included
/// @param figures what it found
public record Page(
        String run, Instant at, Machine machine, Map<String, Object> parameters, Map<String, Object> figures) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public String json() {
        var page = new LinkedHashMap<String, Object>();
        page.put("run", run);
        page.put("at", at.toString());
        page.put("machine", machine);
        page.put("parameters", parameters);
        page.put("figures", figures);
        return JSON.writeValueAsString(page) + "\n";
    }

    /// For a terminal of 80 columns.
    public String text() {
        var text = new StringBuilder();
        text.append("%n%s%n".formatted(wrapped(run + "  " + pairs(parameters))));
        text.append("%s%n%n".formatted(machine.line()));
        figures.forEach((name, figure) -> text.append("  %-29s %s%n".formatted(words(name), shown(figure))));
        return text.toString();
    }

    private static String shown(Object figure) {
        return switch (figure) {
            case Map<?, ?> none when none.isEmpty() -> "none";
            case Map<?, ?> several -> pairs(several);
            case Double number -> String.format(Locale.ROOT, number < 100 ? "%,.2f" : "%,.0f", number);
            case Number number -> String.format(Locale.ROOT, "%,d", number.longValue());
            default -> figure.toString();
        };
    }

    private static String pairs(Map<?, ?> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + " " + shown(pair.getValue()))
                .collect(Collectors.joining("  "));
    }

    /// Breaks between two pairs only.
    private static String wrapped(String line) {
        return line.replaceAll("(.{1,78})(?:  |$)", "$1\n").strip();
    }

    /// `acceptedPerSecond` reads "accepted per second".
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
