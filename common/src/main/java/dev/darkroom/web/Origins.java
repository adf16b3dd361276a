package dev.darkroom.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// The web origins whose pages may call us, compared exactly. A request without an `Origin`, from anything but a
/// browser, is none of this class's business.
///
/// @param origins scheme, host and port, such as `https://app.example.org`; never `*`
@ConfigurationProperties("darkroom.cors")
public record Origins(
        @DefaultValue({"http://localhost:8080", "http://localhost:8082", "http://localhost:3000"})
        List<String> origins) {

    private static final Duration PREFLIGHT_REMEMBERED = Duration.ofHours(1);

    public Origins {
        origins = List.copyOf(origins);
        if (origins.contains("*") || origins.contains("null")) {
            throw new IllegalArgumentException("darkroom.cors.origins is an exact list, without * or null");
        }
    }

    /// Whether a page of this origin may connect; for handshakes that CORS does not cover.
    public boolean admits(@Nullable String origin) {
        return origin == null || origins.contains(origin);
    }

    /// Answers preflights, marks answers, and refuses pages of other origins with 403.
    public CorsFilter filter(HandlerExceptionResolver problems) {
        var rules = new CorsConfiguration();
        rules.setAllowedOrigins(origins);
        rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        rules.setAllowedHeaders(List.of(
                "Authorization",
                "Content-Type",
                "API-Version",
                "Idempotency-Key",
                "If-None-Match",
                "Last-Event-ID",
                "Prefer",
                "Range",
                "X-Request-Id",
                "traceparent"));
        rules.setExposedHeaders(List.of(
                "ETag",
                "Idempotency-Key-Expires",
                "Idempotency-Replayed",
                "Location",
                "Preference-Applied",
                "RateLimit",
                "RateLimit-Policy",
                "Retry-After",
                "WWW-Authenticate",
                "X-Request-Id"));
        rules.setMaxAge(PREFLIGHT_REMEMBERED);
        var filter = new CorsFilter(_ -> rules);
        filter.setCorsProcessor(new Refusing(problems));
        return filter;
    }

    private static final class Refusing extends DefaultCorsProcessor {

        private final HandlerExceptionResolver problems;

        Refusing(HandlerExceptionResolver problems) {
            this.problems = problems;
        }

        @Override
        public boolean processRequest(
                @Nullable CorsConfiguration rules, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            if (super.processRequest(rules, request, response)) {
                return true;
            }
            var refusal = new Problem(ProblemCode.FORBIDDEN, "Pages of this origin may not call this API.");
            problems.resolveException(request, response, null, refusal);
            return false;
        }

        /// The refusal is written above, as a problem.
        @Override
        protected void rejectRequest(ServerHttpResponse response) {}
    }
}
