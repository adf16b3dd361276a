package dev.darkroom.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Starts replays and follows them. The replay itself runs in the service: whoever follows may go and come back, and a
/// restart of the service is waited out.
final class Replaying {

    private static final Duration LOOK = Duration.ofMillis(300);
    /// Looks in vain, one after another, until nobody is expected to answer any more: about a minute.
    private static final int PATIENCE = 200;

    private static final Set<String> ENDED = Set.of("DONE", "CANCELLED", "STOPPED");

    private final Api api;
    private final PrintStream out;
    private final boolean terminal;

    Replaying(Api api, PrintStream out, boolean terminal) {
        this.api = api;
        this.out = out;
        this.terminal = terminal;
    }

    int start(Order.Start order) {
        var answer = api.post("/api/ops/replay", order.body());
        if (order.dryRun()) {
            out.println(answer.path("total").asLong(0) + " would be replayed; nothing was changed");
            Table.of(answer.path("sample"), "id", "generationId", "run", "failureCode", "message", "firstSeenAt")
                    .forEach(out::println);
            return Darkroom.DONE;
        }
        out.println("replay " + answer.path("replayId").asString("") + " of "
                + answer.path("total").asInt(0));
        return follow(answer);
    }

    int status(UUID id) {
        var replay = api.get("/api/ops/replay/" + id);
        out.println(Progress.plain(replay));
        return ENDED.contains(state(replay)) ? verdict(replay) : Darkroom.DONE;
    }

    int act(Order.Act order) {
        var replay = api.post("/api/ops/replay/" + order.id() + "/" + order.verb(), Map.of());
        out.println(Progress.plain(replay));
        return Darkroom.DONE;
    }

    private int follow(JsonNode started) {
        var progress = new Progress(out, terminal);
        var replay = started;
        var inVain = 0;
        try {
            progress.show(replay);
            while (!ENDED.contains(state(replay))) {
                Thread.sleep(LOOK);
                try {
                    replay =
                            api.get("/api/ops/replay/" + replay.path("replayId").asString(""));
                    inVain = 0;
                    progress.show(replay);
                } catch (Refused away) {
                    if (!away.passing() || ++inVain == PATIENCE) {
                        throw away;
                    }
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refused(0, "not followed any further; the replay goes on");
        } finally {
            progress.end();
        }
        return verdict(replay);
    }

    private static String state(JsonNode replay) {
        return replay.path("state").asString("");
    }

    private static int verdict(JsonNode replay) {
        return state(replay).equals("DONE") && replay.path("failed").asInt(0) == 0 ? Darkroom.DONE : Darkroom.FLAWED;
    }
}
