package dev.darkroom.cli;

import java.io.PrintStream;
import tools.jackson.databind.JsonNode;

/// Shows how a replay goes: one moving line to somebody who looks, else a line for each change.
final class Progress {

    private static final int CELLS = 30;

    private final PrintStream out;
    private final boolean terminal;
    private String shown = "";

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(JsonNode replay) {
        var line = terminal ? bar(replay) : plain(replay);
        if (!line.equals(shown)) {
            if (terminal) {
                out.print("\r\u001b[K" + line);
                out.flush();
            } else {
                out.println(line);
            }
            shown = line;
        }
    }

    /// The last line stays.
    void end() {
        if (terminal && !shown.isEmpty()) {
            out.println();
        }
    }

    static String plain(JsonNode replay) {
        return "%s  %s  %d of %d begun, %d left out"
                .formatted(
                        replay.path("replayId").asString(""),
                        replay.path("state").asString(""),
                        replay.path("done").asInt(0),
                        replay.path("total").asInt(0),
                        replay.path("failed").asInt(0));
    }

    static String bar(JsonNode replay) {
        var total = replay.path("total").asInt(0);
        var done = replay.path("done").asInt(0);
        var failed = replay.path("failed").asInt(0);
        var full = total == 0 ? CELLS : (int) ((long) (done + failed) * CELLS / total);
        return "[%s%s] %d/%d  %d left out  %s"
                .formatted(
                        "#".repeat(full),
                        "-".repeat(CELLS - full),
                        done + failed,
                        total,
                        failed,
                        replay.path("state").asString(""));
    }
}
