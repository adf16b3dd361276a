package dev.darkroom.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The command line: reads the words, asks the API, shows the answer.
public final class Darkroom {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int NOT_UNDERSTOOD = 2;
    static final int FLAWED = 3;

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Map<String, String> env;
    private final Path home;
    private final boolean terminal;
    private final PrintStream out;
    private final PrintStream err;

    /// @param terminal whether somebody looks at `out`
    Darkroom(Map<String, String> env, Path home, boolean terminal, PrintStream out, PrintStream err) {
        this.env = env;
        this.home = home;
        this.terminal = terminal;
        this.out = out;
        this.err = err;
    }

    /// Exit codes: 0 done; 1 refused, or not reached; 2 not understood; 3 the replay ended with failures, or was
    /// stopped or cancelled.
    public static void main(String[] words) {
        var home = Path.of(System.getProperty("darkroom.home", "."));
        var command =
                new Darkroom(System.getenv(), home, Boolean.getBoolean("darkroom.terminal"), System.out, System.err);
        System.exit(command.run(List.of(words)));
    }

    int run(List<String> words) {
        try {
            return obey(Words.read(words));
        } catch (NotUnderstood wrong) {
            err.println("darkroom: " + wrong.getMessage());
            err.println("./darkroom --help tells what there is");
            return NOT_UNDERSTOOD;
        } catch (Refused refused) {
            err.println("darkroom: " + refused.getMessage());
            return REFUSED;
        }
    }

    private int obey(Order order) {
        if (order instanceof Order.Help) {
            out.print(Usage.TEXT);
            return DONE;
        }
        var api = new Api(Access.from(env, home));
        var replaying = new Replaying(api, out, terminal);
        return switch (order) {
            case Order.Help() -> DONE;
            case Order.Letters(var query) ->
                list(
                        api.get("/api/ops/dead-letter", query),
                        "id",
                        "state",
                        "failureCode",
                        "generationId",
                        "run",
                        "replayCount",
                        "lastSeenAt",
                        "message");
            case Order.Groups() ->
                list(
                        api.get("/api/ops/dead-letter/group"),
                        "count",
                        "failureCode",
                        "fingerprint",
                        "firstSeenAt",
                        "lastSeenAt",
                        "message");
            case Order.Letter(var id) -> show(api.get("/api/ops/dead-letter/" + id));
            case Order.Discard(var id, var reason) -> {
                api.post("/api/ops/dead-letter/" + id + "/discard", Map.of("reason", reason));
                out.println("discarded " + id);
                yield DONE;
            }
            case Order.Start start -> replaying.start(start);
            case Order.Status(var id) -> replaying.status(id);
            case Order.Act act -> replaying.act(act);
            case Order.AuditTrail(var limit) ->
                list(
                        api.get("/api/ops/audit", Map.of("limit", Integer.toString(limit))),
                        "at",
                        "actorEmail",
                        "action",
                        "subject",
                        "detail");
        };
    }

    private int list(JsonNode page, String... columns) {
        Table.of(page.path("items"), columns).forEach(out::println);
        if (page.path("nextCursor").isString()) {
            out.println("… and more");
        }
        return DONE;
    }

    private int show(JsonNode one) {
        out.println(PRETTY.writeValueAsString(one));
        return DONE;
    }
}
