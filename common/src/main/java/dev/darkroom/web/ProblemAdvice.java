package dev.darkroom.web;

import dev.darkroom.meters.SharedMeterNames;
import dev.darkroom.meters.Tally;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/// The one place where something thrown becomes an answer, and is counted by its code. A fault of ours is
/// logged here, once, with its request id; the client sees none of its words.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Tally<ProblemCode> told;

    ProblemAdvice(MeterRegistry meters) {
        this.told = new Tally<>(
                ProblemCode.class, code -> meters.counter(SharedMeterNames.HTTP_PROBLEMS, "code", code.name()));
    }

    @ExceptionHandler(Throwable.class)
    @Nullable ResponseEntity<ProblemDocument> answer(Throwable thrown, HttpServletRequest request, HttpServletResponse response) {
        var problem = ThrownProblem.read(thrown);
        if (problem.code() == ProblemCode.INTERNAL && DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
            return null; // nobody is left to read it
        }
        note(problem, thrown, request);
        if (problem.code() == ProblemCode.UNAUTHENTICATED && !response.containsHeader(HttpHeaders.WWW_AUTHENTICATE)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"darkroom\"");
        }
        var headers = thrown instanceof ErrorResponse known ? known.getHeaders() : new HttpHeaders();
        return answer(problem, headers, request);
    }

    ResponseEntity<ProblemDocument> answer(Problem problem, HttpHeaders headers, HttpServletRequest request) {
        told.count(problem.code());
        var answer = ResponseEntity.status(problem.code().status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        var retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        } else if (problem.code() == ProblemCode.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(ProblemDocument.of(problem, asked(request)));
    }

    /// What the client asked for, also when the container has forwarded the request to the error page.
    private static String asked(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String first
                ? first
                : request.getRequestURI();
    }

    private static void note(Problem problem, Throwable thrown, HttpServletRequest request) {
        var event = switch (problem.code()) {
            case INTERNAL -> log.atError().setCause(thrown);
            // whom we chose to send away is counted where that was decided, and may be too many to write down
            case UNAVAILABLE ->
                thrown instanceof Problem && problem.retryAfter() != null
                        ? log.atDebug()
                        : log.atWarn().addKeyValue("cause", rootOf(thrown));
            default -> log.atDebug();
        };
        if (MDC.get("requestId") == null) {
            // the container's own error page is made after the request's fields were cleared
            event = event.addKeyValue("requestId", request.getAttribute(RequestId.ATTRIBUTE));
        }
        event.addKeyValue("method", request.getMethod())
                .addKeyValue("path", asked(request))
                .addKeyValue("code", problem.code())
                .log("answered with a problem");
    }

    private static String rootOf(Throwable thrown) {
        var root = thrown;
        for (int links = 0; root.getCause() != null && links < 20; links++) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
