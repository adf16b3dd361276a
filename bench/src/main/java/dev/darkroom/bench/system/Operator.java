package dev.darkroom.bench.system;

import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.arguments.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Somebody with the role OPERATOR, who replays dead letters.
public final class Operator {

    private final LoopbackAddress api;
    private final Map<String, String> bearer;

    private Operator(LoopbackAddress api, Map<String, String> bearer) {
        this.api = api;
        this.bearer = bearer;
    }

    /// @param done generations that began a new run
    /// @param failed those that were left out
    public record Replay(String id, String state, int total, int done, int failed) {

        public boolean running() {
            return state.equals("RUNNING");
        }
    }

    /// @param passwordFile as `./run` writes it
    public static Operator signIn(LoopbackAddress api, Owners owners, String email, String passwordFile)
            throws IOException, InterruptedException {
        var file = Path.of(passwordFile);
        if (!Files.isReadable(file)) {
            throw new Refusal(
                    "there is no %s: --operator-password-file names the operator's password".formatted(passwordFile));
        }
        return new Operator(
                api, owners.signIn(email, Files.readString(file).strip()).bearer());
    }

    /// Replays whatever ran out of time.
    public Replay replayExpired(int perSecond) throws InterruptedException {
        return replay(Json.ask(
                "POST",
                api.at("/api/ops/replay"),
                bearer,
                Map.of("filter", Map.of("failureCode", "DEADLINE_EXCEEDED"), "ratePerSecond", perSecond)));
    }

    public Replay look(Replay at) throws InterruptedException {
        return replay(Json.ask("GET", api.at("/api/ops/replay/" + at.id()), bearer, Map.of()));
    }

    private static Replay replay(JsonNode answer) {
        return new Replay(
                answer.path("replayId").asString(),
                answer.path("state").asString(),
                answer.path("total").asInt(),
                answer.path("done").asInt(),
                answer.path("failed").asInt());
    }
}
