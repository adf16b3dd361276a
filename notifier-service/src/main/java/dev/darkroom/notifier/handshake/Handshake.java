package dev.darkroom.notifier.handshake;

import dev.darkroom.notifier.doors.Place;
import dev.darkroom.notifier.meters.MeterNames;
import dev.darkroom.notifier.sessions.Visit;
import dev.darkroom.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Asks the gate, hands the visit to the socket, and answers a refusal like any other request: with a problem.
final class Handshake implements HandshakeInterceptor {

    private static final String PLACE = Place.class.getName();
    private static final String VERSION = "13";

    /// Counted from the start, so that a rate sees the first of each.
    private static final List<String> USUAL = List.of(
            "accepted",
            "other_version",
            "failed",
            "unauthenticated",
            "forbidden",
            "validation_failed",
            "rate_limited",
            "unavailable");

    private final HandshakeGate gate;
    private final HandlerExceptionResolver problems;
    private final Supplier<String> ids;
    private final MeterRegistry meters;
    private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();

    Handshake(HandshakeGate gate, HandlerExceptionResolver problems, Supplier<String> ids, MeterRegistry meters) {
        this.gate = gate;
        this.problems = problems;
        this.ids = ids;
        this.meters = meters;
        USUAL.forEach(this::counter);
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        var asked = (ServletServerHttpRequest) request;
        if (isNoHandshakeOfOurs(asked)) {
            count("other_version");
            return true;
        }
        try {
            var admission = gate.admit(ids.get(), asked);
            attributes.put(Visit.class.getName(), admission.visit());
            attributes.put(PLACE, admission.place());
            asked.getServletRequest().setAttribute(PLACE, admission.place());
            count("accepted");
            return true;
        } catch (RuntimeException refused) {
            count(refused instanceof Problem problem ? problem.code().name().toLowerCase(Locale.ROOT) : "failed");
            problems.resolveException(
                    asked.getServletRequest(),
                    ((ServletServerHttpResponse) response).getServletResponse(),
                    null,
                    refused);
            return false;
        }
    }

    /// Spring knows the right answer, 405 with `Allow` or 426 with the version, and gives it to exactly these. Nothing
    /// is spent on them, and none of them becomes a socket.
    private static boolean isNoHandshakeOfOurs(ServletServerHttpRequest request) {
        var headers = request.getHeaders();
        return !HttpMethod.GET.equals(request.getMethod())
                || ("websocket".equalsIgnoreCase(headers.getUpgrade())
                        && !VERSION.equals(headers.getFirst("Sec-WebSocket-Version")));
    }

    private void count(String outcome) {
        counter(outcome).increment();
    }

    private Counter counter(String outcome) {
        return outcomes.computeIfAbsent(outcome, one -> meters.counter(MeterNames.HANDSHAKES, "outcome", one));
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {
        var upgraded =
                ((ServletServerHttpResponse) response).getServletResponse().getStatus()
                        == HttpStatus.SWITCHING_PROTOCOLS.value();
        if ((failure != null || !upgraded)
                && ((ServletServerHttpRequest) request).getServletRequest().getAttribute(PLACE)
                        instanceof Place untaken) {
            untaken.giveBack();
        }
    }
}
