package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.arguments.Refusal;
import dev.darkroom.bench.http.ClosedLoop;
import dev.darkroom.bench.http.Request;
import dev.darkroom.bench.report.Report;
import dev.darkroom.bench.system.Owners;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// How many generations a second are accepted, and how long each waits for its 202. With the worker stopped nothing
/// else happens meanwhile; with it running, the two share the machine.
record Accept(Target target, String body, int connections, Duration warmup, Duration measured) implements Run {

    static Accept from(Arguments arguments) {
        var url = arguments.optional("url");
        if (arguments.flag("no-auth") != (url != null)) {
            throw new Refusal("--url and --no-auth go together: they measure another server");
        }
        return new Accept(
                url == null ? new ByOwners(Addresses.api(arguments), arguments.whole("owners", 8, 1, 64)) : bare(url),
                arguments.text("body", Posts.BODY),
                arguments.whole("connections", 64, 1, 1024),
                Duration.ofSeconds(arguments.whole("warmup", 5, 0, 60)),
                Duration.ofSeconds(arguments.whole("seconds", 10, 1, 300)));
    }

    private static Bare bare(String url) {
        return new Bare(LoopbackAddress.parse(url));
    }

    /// Who posts, and where.
    sealed interface Target {}

    /// Owners made for this run, to the API.
    record ByOwners(LoopbackAddress api, int owners) implements Target {}

    /// Nobody in particular, to another server.
    record Bare(LoopbackAddress url) implements Target {}

    @Override
    public Report go(Stage stage) throws IOException, InterruptedException {
        try (var loop = new ClosedLoop(requests(stage))) {
            if (warmup.isPositive()) {
                stage.says().accept("warming up for %d s".formatted(warmup.toSeconds()));
                loop.send(warmup, Integer.MAX_VALUE);
            }
            stage.says().accept("measuring for %d s".formatted(measured.toSeconds()));
            var tally = loop.send(measured, Integer.MAX_VALUE);
            return Report.with("acceptedPerSecond", tally.acceptedPerSecond())
                    .and("latencyMillis", tally.latencies().millis())
                    .and("accepted", tally.accepted())
                    .and("otherAnswers", tally.others())
                    .and("clientMicrosPerRequest", tally.clientMicrosPerRequest())
                    .flawedIf(tally.accepted() == 0 || !tally.others().isEmpty());
        }
    }

    private List<Request> requests(Stage stage) throws InterruptedException {
        return switch (target) {
            case Bare(var url) -> Collections.nCopies(connections, Request.of("POST", url, Map.of(), body));
            case ByOwners(var api, var owners) -> {
                stage.says().accept("making %d owners".formatted(owners));
                yield Posts.by(new Owners(api, stage.chance()).make(owners), api, body, connections);
            }
        };
    }
}
