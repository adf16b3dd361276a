package dev.darkroom.stub.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.darkroom.stub.calls.Calls;
import dev.darkroom.stub.fault.FaultOrders;
import dev.darkroom.stub.fault.Mode;
import dev.darkroom.stub.fault.Outcome;
import dev.darkroom.stub.fault.Verdict;
import dev.darkroom.stub.wire.Refusal;
import dev.darkroom.stub.wire.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves one call on its own virtual thread: count, read, decide, wait, answer.
final class Door implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(Door.class);
    private static final Duration LONGEST_HANG = Duration.ofMinutes(10);

    private final List<Route> routes;
    private final FaultDesk faults;
    private final Calls calls;
    private final Supplier<RandomGenerator> chance;
    private final Closing closing;

    Door(List<Route> routes, FaultDesk faults, Calls calls, Supplier<RandomGenerator> chance, Closing closing) {
        this.routes = routes;
        this.faults = faults;
        this.calls = calls;
        this.chance = chance;
        this.closing = closing;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // closed without an answer, the exchange takes its connection with it: that is what a dropped call looks like
        try (exchange) {
            try {
                serve(exchange);
            } catch (Refusal refusal) {
                Reply.send(exchange, refusal.answer());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            log.atError().setCause(broken).log("A call failed in the stub itself; its connection is closed");
        }
    }

    private void serve(HttpExchange exchange) throws IOException, InterruptedException {
        var route = route(exchange);
        var headers = exchange.getRequestHeaders();
        if (route.kind() == Route.Kind.PAINTING) {
            calls.arrived(
                    headers.getFirst("X-Generation-Id"),
                    headers.getFirst("Idempotency-Key"),
                    headers.getFirst("traceparent"));
        }
        var body = body(exchange, route.largestBody());
        if (route.kind() == Route.Kind.STEADY) {
            Reply.send(exchange, route.desk().answer(request(exchange, body, false)));
            return;
        }
        var verdict = FaultOrders.forCall(faults.inForce(), headers::getFirst).decide(chance.get());
        if (!closing.within(verdict.latency())) {
            carryOut(verdict, exchange, route, body);
        }
    }

    private void carryOut(Verdict verdict, HttpExchange exchange, Route route, byte[] body)
            throws IOException, InterruptedException {
        switch (verdict.outcome()) {
            case Outcome.Behave() -> Reply.send(exchange, route.desk().answer(request(exchange, body, false)));
            case Outcome.Refuse(var status, var retryAfter) -> {
                var answer = Refusal.ordered(status).answer();
                Reply.send(
                        exchange,
                        retryAfter
                                .map(seconds -> answer.with("Retry-After", seconds.toString()))
                                .orElse(answer));
            }
            case Outcome.Misbehave(var mode) -> misbehave(mode, exchange, route, body);
        }
    }

    private void misbehave(Mode mode, HttpExchange exchange, Route route, byte[] body)
            throws IOException, InterruptedException {
        switch (mode) {
            case HANG -> closing.within(LONGEST_HANG);
            case GARBAGE -> Reply.garbage(exchange);
            case OVERSIZE -> Reply.oversize(exchange);
            case TRUNCATED -> {
                var picturesOnly = route.kind() == Route.Kind.PAINTING;
                var answer = route.desk().answer(request(exchange, body, picturesOnly));
                Reply.send(exchange, picturesOnly ? answer : answer.halved());
            }
            case DROP, NONE -> {}
        }
    }

    private Route route(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        var here = routes.stream().filter(route -> route.leadsTo(path)).toList();
        for (var route : here) {
            if (route.method().equals(exchange.getRequestMethod())) {
                return route;
            }
        }
        if (here.isEmpty()) {
            throw Refusal.of(
                    404, "Unknown request URL: " + exchange.getRequestMethod() + " " + path + ".", null, "unknown_url");
        }
        var allowed = here.stream().map(Route::method).collect(Collectors.joining(", "));
        exchange.getResponseHeaders().set("Allow", allowed);
        throw Refusal.of(
                405,
                "Not allowed to " + exchange.getRequestMethod() + " on " + path + "; allowed: " + allowed + ".",
                null,
                "method_not_supported");
    }

    private static byte[] body(HttpExchange exchange, int largest) throws IOException {
        var body = exchange.getRequestBody().readNBytes(largest + 1);
        if (body.length > largest) {
            throw Refusal.of(413, "The body is larger than " + largest + " bytes.", null, "request_too_large");
        }
        return body;
    }

    private static Request request(HttpExchange exchange, byte[] body, boolean halved) {
        var host = Objects.requireNonNullElseGet(
                exchange.getRequestHeaders().getFirst("Host"),
                () -> exchange.getLocalAddress().getHostString() + ":"
                        + exchange.getLocalAddress().getPort());
        return new Request(exchange.getRequestURI().getPath(), host, body, halved);
    }
}
