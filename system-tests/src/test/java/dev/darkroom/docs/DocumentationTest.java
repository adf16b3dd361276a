package dev.darkroom.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the pages under `docs/` claim about the code is compared with the code.
class DocumentationTest {

    private static final List<String> ON_THE_PATH =
            List.of("common", "api-service", "worker-service", "notifier-service");

    private static final List<String> SERVICES = List.of("api-service", "worker-service", "notifier-service");

    private final SourceTree tree = SourceTree.find();

    @Test
    void the_path_page_tells_every_package_once_and_in_its_own_words() {
        var expected = ON_THE_PATH.stream()
                .flatMap(tree::packages)
                .map(says -> "- `%s`: %s".formatted(says.name(), says.sentence()))
                .toList();

        assertSame("docs/path.md", items("docs/path.md", "- `dev\\.darkroom[\\w.]*`: .*"), expected);
    }

    @Test
    void every_direct_dependency_earns_its_place() {
        var expected = Stream.concat(Stream.of("."), tree.modules().stream())
                .flatMap(tree::dependencies)
                .map(one -> "%s: %s in %s"
                        .formatted(one.forTests() ? "tests" : "run time", one.name(), moduleName(one.module())))
                .distinct()
                .toList();

        assertSame(
                "docs/dependencies.md",
                Stream.concat(dependenciesTold("At run time", "run time"), dependenciesTold("In tests only", "tests"))
                        .toList(),
                expected);
    }

    @Test
    void every_table_and_every_index_is_explained() {
        var schema = tree.files("common/src/main/resources/db/migration", Pattern.compile("V.*\\.sql")).stream()
                .map(file -> tree.text(file.toString()))
                .collect(joining("\n"));

        assertSame(
                "docs/data.md, headings",
                found(tree.text("docs/data.md"), "(?m)^### `(\\w+)`$"),
                found(schema, "(?m)^create table (\\w+)"));
        assertThat(found(tree.text("docs/data.md"), "`(\\w+)`"))
                .as("docs/data.md says what each index is for")
                .containsAll(found(schema, "(?m)^create (?:unique )?index (\\w+)"));
    }

    @Test
    void every_environment_variable_is_listed_with_its_default() {
        for (var service : SERVICES) {
            var settings = tree.files(service + "/src/main/resources", Pattern.compile("application\\.yml")).stream()
                    .flatMap(file ->
                            tree
                                    .matches(file.toString(), Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):?([^}]*)}"))
                                    .stream())
                    .map(setting -> setting.group(1) + " = " + setting.group(2))
                    .distinct()
                    .toList();
            var told = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]*)` \\| (?:`([^`]*)`|none) \\| ")
                    .matcher(section("docs/operations.md", service))
                    .results()
                    .map(row -> row.group(1) + " = " + (row.group(2) == null ? "" : row.group(2)))
                    .toList();

            assertSame("docs/operations.md, section " + service, told, settings);
        }
    }

    @Test
    void the_index_of_decisions_names_every_decision_by_its_title() {
        var expected = tree.files("docs/adr", Pattern.compile("\\d{4}-.*\\.md")).stream()
                .map(file -> "[%s](%s)"
                        .formatted(
                                found(tree.text(file.toString()), "\\A# (.+)").getFirst(), file.getFileName()))
                .toList();

        assertSame(
                "docs/adr/README.md",
                found(tree.text("docs/adr/README.md"), "(\\[[^]]+]\\(\\d{4}-[^)]+\\))"),
                expected);
    }

    @Test
    void every_link_leads_to_a_file() {
        var pages = Stream.concat(
                        Stream.of(tree.home().resolve("README.md")),
                        tree.files("docs", Pattern.compile(".*\\.md")).stream())
                .toList();
        var broken = pages.stream()
                .flatMap(page -> found(tree.text(page.toString()), "]\\(([^)#:\\s]+)(?:#[^)]*)?\\)").stream()
                        .filter(link -> !Files.exists(page.resolveSibling(link)))
                        .map(link -> tree.home().relativize(page) + " links to " + link))
                .toList();

        assertThat(broken).isEmpty();
    }

    @Test
    void every_test_that_shows_a_failure_exists() {
        var tests = tree.modules().stream()
                .flatMap(module ->
                        tree.files(module + "/src/test/java", Pattern.compile(".*(?:Test|IT)\\.java")).stream())
                .flatMap(file -> found(tree.text(file.toString()), "(?m)^    void (\\w+)\\(").stream()
                        .map(method -> file.getFileName().toString().replace(".java", "." + method)))
                .toList();

        assertThat(tests)
                .as("tests named in docs/failures.md")
                .containsAll(found(tree.text("docs/failures.md"), "`(\\w+(?:Test|IT)\\.\\w+)`"));
    }

    @Test
    void every_contract_file_is_explained() {
        assertSame(
                "docs/contracts/README.md",
                found(tree.text("docs/contracts/README.md"), "`([\\w./-]+\\.json)`"),
                tree.files("docs/contracts", Pattern.compile(".*\\.json")).stream()
                        .map(file -> tree.home()
                                .resolve("docs/contracts")
                                .relativize(file)
                                .toString())
                        .toList());
    }

    @Test
    void the_listener_of_the_tour_compiles_for_every_java_from_17_on(@TempDir Path classes) {
        var complaints = new ByteArrayOutputStream();
        var source = tree.home().resolve("docs/tour/Listen.java").toString();

        var exitCode = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        complaints,
                        complaints,
                        "--release",
                        "17",
                        "-Xlint:all",
                        "-cp",
                        classes.toString(),
                        "-Werror",
                        "-d",
                        classes.toString(),
                        source);

        assertThat(exitCode)
                .as(() -> complaints.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    /// Compares what a page tells with what is so, and says what to change.
    private static void assertSame(String page, List<String> told, List<String> so) {
        var missing = without(so, told);
        var stale = without(told, so);
        assertThat(missing.isEmpty() && stale.isEmpty())
                .withFailMessage(
                        "%s is not true of the code any more.%nAdd:%n%s%nTake out:%n%s",
                        page, String.join("\n", missing), String.join("\n", stale))
                .isTrue();
    }

    /// What is left of a list when each item of the other has taken one of its like away.
    private static List<String> without(List<String> all, List<String> taken) {
        var left = new ArrayList<>(all);
        taken.forEach(left::remove);
        return left;
    }

    private Stream<String> dependenciesTold(String heading, String when) {
        return Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| .+ \\|$")
                .matcher(section("docs/dependencies.md", heading))
                .results()
                .flatMap(row -> Stream.of(row.group(2).split(", "))
                        .map(module -> "%s: %s in %s".formatted(when, row.group(1), module)));
    }

    private static String moduleName(String module) {
        return module.equals(".") ? "every module" : module;
    }

    /// The items of a page's lists, each on one line again.
    private List<String> items(String page, String pattern) {
        return tree.text(page)
                .replaceAll("\\R  (?=\\S)", " ")
                .lines()
                .filter(Pattern.compile(pattern).asMatchPredicate())
                .toList();
    }

    /// From the heading of that name, to the next one.
    private String section(String page, String heading) {
        var found = Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)")
                .matcher(tree.text(page));
        assertThat(found.find()).as("%s has a section '## %s'", page, heading).isTrue();
        return found.group(1);
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
