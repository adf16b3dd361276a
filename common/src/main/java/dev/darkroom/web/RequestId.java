package dev.darkroom.web;

import dev.darkroom.contract.TraceContext;
import dev.darkroom.trace.Kind;
import dev.darkroom.trace.LogScope;
import dev.darkroom.trace.Step;
import dev.darkroom.trace.Traces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/// Names every request: `X-Request-Id` on its answer, `requestId` and `traceId` in its log lines. It goes on in the
/// trace of its `traceparent`, or begins one.
final class RequestId extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";
    static final String ATTRIBUTE = RequestId.class.getName();
    static final String STEP = Step.class.getName();

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Supplier<String> fresh;
    private final Traces traces;

    RequestId(Supplier<String> fresh, Traces traces) {
        this.fresh = fresh;
        this.traces = traces;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var given = request.getHeader(HEADER);
        var id = given != null && SANE.matcher(given).matches() ? given : fresh.get();
        var step = traces.begin(
                request.getMethod(), Kind.SERVER, TraceContext.parse(request.getHeader(TraceContext.HEADER)));
        request.setAttribute(ATTRIBUTE, id);
        request.setAttribute(STEP, step);
        response.setHeader(HEADER, id);
        MDC.put("requestId", id);
        MDC.put(LogScope.TRACE, step.context().traceId());
        try {
            chain.doFilter(request, response);
        } finally {
            end(step, request, response.getStatus());
            MDC.clear();
        }
    }

    /// The route is known only now. The path is left out: it holds ids and signatures.
    private static void end(Step step, HttpServletRequest request, int status) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route) {
            step.named(request.getMethod() + " " + route).with("http.route", route);
        }
        step.with("http.request.method", request.getMethod()).with("http.response.status_code", status);
        if (status >= 500) {
            step.failed(Integer.toString(status));
        }
        step.close();
    }
}
