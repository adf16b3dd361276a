package dev.darkroom.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Puts the caller of a request where Spring Security looks for it. A refused bearer only stops requests that need one:
/// a client with a stale token must still be able to fetch a fresh one. Only the header counts; a token in the address
/// is not looked at.
final class BearerFilter extends OncePerRequestFilter {

    static final String REFUSED = BearerRefused.class.getName();

    private final BearerVerifier bearers;
    private final HandlerExceptionResolver problems;

    BearerFilter(BearerVerifier bearers, HandlerExceptionResolver problems) {
        this.bearers = bearers;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && !admit(authorization, request, response)) {
            return;
        }
        chain.doFilter(request, response);
    }

    /// False when the check itself failed and the answer is written.
    private boolean admit(String authorization, HttpServletRequest request, HttpServletResponse response) {
        try {
            var caller = bearers.verifyHeader(authorization);
            SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(caller)));
            return true;
        } catch (BearerRefused refused) {
            request.setAttribute(REFUSED, refused);
            return true;
        } catch (RuntimeException failed) {
            problems.resolveException(request, response, null, failed);
            return false;
        }
    }
}
