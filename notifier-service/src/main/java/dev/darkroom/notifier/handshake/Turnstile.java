package dev.darkroom.notifier.handshake;

import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Lets a few handshakes be worked on at once. A signature takes a processor a while, and threads take turns in the
/// order they came: with ten thousand newcomers running at once, whoever is inside already would be served after them
/// all. Those who wait here wait without running; but each holds the buffers of a request, so few may wait, and the
/// others are asked to come back.
final class Turnstile implements Filter {

    private static final long PATIENCE_SECONDS = 10;

    /// As many as are let in within a quarter of a second.
    private static final int MOST_WAITING = 256;

    private static final Duration LATER = Duration.ofSeconds(1);

    private final Semaphore turns;
    private final HandlerExceptionResolver problems;

    Turnstile(int atOnce, HandlerExceptionResolver problems) {
        this.turns = new Semaphore(atOnce, true);
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!hasTurn()) {
            problems.resolveException(
                    (HttpServletRequest) request,
                    (HttpServletResponse) response,
                    null,
                    new Problem(ProblemCode.UNAVAILABLE, "Too many handshakes at once; come back in a second.", LATER));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            turns.release();
        }
    }

    private boolean hasTurn() {
        if (turns.getQueueLength() >= MOST_WAITING) {
            return false;
        }
        try {
            return turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
