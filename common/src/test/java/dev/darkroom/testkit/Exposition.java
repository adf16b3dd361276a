package dev.darkroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a service tells Prometheus, and what `docs/metrics.md` says that it tells.
public final class Exposition {

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\| ");

    private final String text;

    private Exposition(String text) {
        this.text = text;
    }

    /// Scrapes as Prometheus does.
    public static Exposition of(int managementPort) {
        var address = URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus");
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(address + " answers " + answer.statusCode());
            }
            return new Exposition(answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /// Of all metrics, by name; without the `_max` beside each histogram and summary.
    public Map<String, String> types() {
        var types = new TreeMap<String, String>();
        TYPE.matcher(text).results().forEach(found -> types.put(found.group(1), found.group(2)));
        types.keySet()
                .removeIf(name -> name.endsWith("_max")
                        && Set.of("histogram", "summary")
                                .contains(types.getOrDefault(name.substring(0, name.length() - 4), "")));
        return types;
    }

    /// [#types] of what is Darkroom's own.
    public Map<String, String> ownTypes() {
        var own = new TreeMap<>(types());
        own.keySet().removeIf(Predicate.not(name -> name.startsWith("darkroom_")));
        return own;
    }

    /// The sum of the samples that carry all these labels; NaN when there is none.
    ///
    /// @param labels such as `code="none"`
    public double value(String name, String... labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }

    /// The sum is greater than before by exactly this.
    ///
    /// @param labels as those of [#value]
    public void assertMovedSince(Exposition before, double by, String name, String... labels) {
        assertThat(value(name, labels) - before.value(name, labels))
                .as(name + Arrays.toString(labels))
                .isEqualTo(by);
    }

    /// The names and types of the page's section about a service.
    public static Map<String, String> told(String section) {
        var told = new TreeMap<String, String>();
        ROW.matcher(section(page(), section)).results().forEach(row -> told.put(row.group(1), row.group(2)));
        return told;
    }

    private static String section(String page, String heading) {
        var found = Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)")
                .matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("docs/metrics.md has no section " + heading);
        }
        return found.group(1);
    }

    private static String page() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("docs/metrics.md"))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(Exposition::read)
                .orElseThrow(() -> new IllegalStateException("the working directory is in no Darkroom project"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
