package dev.darkroom.ops;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The entries of `docs/runbook.md`.
public record Runbook(List<Entry> entries) {

    private static final Pattern ENTRY = Pattern.compile("(?ms)^## (.+?)$\\R(.*?)(?=^## |\\z)");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```(sh|bash)$\\R(.*?)^```$");
    private static final Pattern ASKED = Pattern.compile("(?m)^ask '([^']+)'$");

    /// @param text what stands below the heading
    public record Entry(String title, String text) {

        /// As a link names it: what GitHub makes of a heading.
        public String anchor() {
            return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
        }

        /// Where the services' own ports can be reached.
        public List<String> commands() {
            return blocks("sh");
        }

        /// What is typed in containers instead of the first of the others.
        public List<String> inContainers() {
            return blocks("bash");
        }

        private List<String> blocks(String language) {
            return COMMANDS.matcher(text)
                    .results()
                    .filter(block -> block.group(1).equals(language))
                    .map(block -> block.group(2))
                    .toList();
        }
    }

    public static Runbook read() {
        return new Runbook(ENTRY.matcher(OpsFiles.text(OpsFiles.home().resolve("docs/runbook.md")))
                .results()
                .map(entry -> new Entry(entry.group(1), entry.group(2).strip()))
                .toList());
    }

    /// What is asked of Prometheus.
    public Stream<String> asked() {
        return entries.stream()
                .flatMap(entry -> entry.commands().stream())
                .flatMap(block -> ASKED.matcher(block).results())
                .map(question -> question.group(1));
    }

    List<String> anchors() {
        return entries.stream().map(Entry::anchor).toList();
    }

    /// Counted from 1.
    int position(String anchor) {
        var index = anchors().indexOf(anchor);
        if (index < 0) {
            throw new AssertionError("docs/runbook.md has no entry #" + anchor);
        }
        return index + 1;
    }
}
