package dev.darkroom.bench.system;

import dev.darkroom.bench.arguments.LoopbackAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The stand-in AI server, made as slow as a run wants it and set back behind the run.
public final class AiServer implements AutoCloseable {

    private final LoopbackAddress faults;
    private final LoopbackAddress calls;

    /// Makes every answer of the stub take `time`.
    public AiServer(LoopbackAddress stub, Duration time) throws InterruptedException {
        faults = stub.at("/faults");
        calls = stub.at("/calls");
        answerAfter(time);
    }

    public void answerAfter(Duration time) throws InterruptedException {
        var millis = time.toMillis();
        Json.ask("PUT", faults, Map.of("latencyMillis", List.of(millis, millis), "errorRate", 0, "mode", "none"));
    }

    /// Every answer is a 503 from now on, and calls are counted from here.
    public void goAway() throws InterruptedException {
        Json.ask("DELETE", calls, Map.of());
        Json.ask("PUT", faults, Map.of("latencyMillis", List.of(0, 0), "errorRate", 1, "status", 503, "mode", "none"));
    }

    /// How many pictures it was asked for since it went away.
    public long calls() throws InterruptedException {
        return Json.ask("GET", calls, Map.of()).path("total").asLong();
    }

    /// Back to the stub's defaults, also when the run was interrupted.
    @Override
    public void close() {
        var interrupted = Thread.interrupted();
        try {
            Json.ask("DELETE", faults, Map.of());
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
