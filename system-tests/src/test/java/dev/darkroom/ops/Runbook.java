package dev.darkroom.ops;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The entries of `docs/runbook.md`.
public record Runbook(List<Entry> entries) {

    private static final Pattern ENTRY = Pattern.compile("(?ms)^## (.+?)$\\R(.*?)(?=^## |\\z)");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh$\\R(.*?)^```$");

    /// @param text what stands below the heading
    public record Entry(String title, String text) {

        /// As a link names it: what GitHub makes of a heading.
        public String anchor() {
            return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
        }

        public List<String> commands() {
            return COMMANDS.matcher(text).results().map(block -> block.group(1)).toList();
        }
    }

    public static Runbook read() {
        return new Runbook(ENTRY.matcher(OpsFiles.text(OpsFiles.home().resolve("docs/runbook.md")))
                .results()
                .map(entry -> new Entry(entry.group(1), entry.group(2).strip()))
                .toList());
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
