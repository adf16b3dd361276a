package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.http.ClosedLoop;
import dev.darkroom.bench.http.Request;
import dev.darkroom.bench.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;

/// What the client itself costs, measured against a server that does nothing. A figure of `accept` close to the one
/// seen here says more about the bench than about the server.
record SelfTest(int connections, Duration measured) implements Run {

    static SelfTest from(Arguments arguments) {
        return new SelfTest(
                arguments.whole("connections", 64, 1, 1024), Duration.ofSeconds(arguments.whole("seconds", 5, 1, 60)));
    }

    @Override
    public Report go(Stage stage) throws IOException, InterruptedException {
        try (var server = new TrivialServer()) {
            var to = LoopbackAddress.parse("http://127.0.0.1:" + server.port() + "/api/generation");
            // as long as a real bearer makes it
            var request = Request.of("POST", to, Map.of("Authorization", "Bearer " + "x".repeat(500)), Posts.BODY);
            server.answerEvery(request.bytes().remaining());
            try (var loop = new ClosedLoop(Collections.nCopies(connections, request))) {
                loop.send(Duration.ofSeconds(3), Integer.MAX_VALUE);
                var tally = loop.send(measured, Integer.MAX_VALUE);
                return Report.with("requestsPerSecond", tally.acceptedPerSecond())
                        .and("clientMicrosPerRequest", tally.clientMicrosPerRequest())
                        .and("latencyMillis", tally.latencies().millis())
                        .flawedIf(!tally.others().isEmpty());
            }
        }
    }
}
