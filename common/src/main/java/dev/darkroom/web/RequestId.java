package dev.darkroom.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/// Names every request: `X-Request-Id` on its answer, `requestId` and the trace of its `traceparent` in its log lines.
final class RequestId extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";
    static final String ATTRIBUTE = RequestId.class.getName();

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    /// Version 00 of W3C Trace Context; an all-zero trace id is none.
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final Supplier<String> fresh;

    RequestId(Supplier<String> fresh) {
        this.fresh = fresh;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var given = request.getHeader(HEADER);
        var id = given != null && SANE.matcher(given).matches() ? given : fresh.get();
        var trace = traceOf(request.getHeader("traceparent"));
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        MDC.put("requestId", id);
        if (trace != null) {
            MDC.put("traceId", trace);
        }
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.clear();
        }
    }

    private static @Nullable String traceOf(@Nullable String parent) {
        if (parent == null || parent.length() != 55) {
            return null;
        }
        var matched = TRACE_PARENT.matcher(parent);
        return matched.matches() ? matched.group(1) : null;
    }
}
