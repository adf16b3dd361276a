package dev.darkroom.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Refuses a body above the limit: at once when its length is declared, else with the byte that goes too far. What the
/// client still sends is left to the container, which discards it up to its own limit.
final class BodyLimit extends OncePerRequestFilter {

    private final DataSize most;
    private final HandlerExceptionResolver problems;

    BodyLimit(DataSize most, HandlerExceptionResolver problems) {
        this.most = most;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var declared = request.getContentLengthLong();
        if (declared > most.toBytes()) {
            problems.resolveException(request, response, null, BoundedRequest.tooLarge(most));
        } else if (declared >= 0 || request.getHeader("Transfer-Encoding") == null) {
            chain.doFilter(request, response); // the container reads no further than what was declared
        } else {
            chain.doFilter(new BoundedRequest(request, most), response);
        }
    }
}
