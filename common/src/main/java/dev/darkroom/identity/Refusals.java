package dev.darkroom.identity;

import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Says no: 401 with the challenge of RFC 6750 to a stranger, 403 to a caller without the role.
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final HandlerExceptionResolver problems;

    Refusals(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown) {
        var detail = "Send a token or an API key as Authorization: Bearer.";
        if (request.getAttribute(BearerFilter.REFUSED) instanceof BearerRefused refused) {
            detail = String.valueOf(refused.getMessage());
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer realm=\"darkroom\", error=\"invalid_token\", error_description=\"" + detail + '"');
        }
        problems.resolveException(request, response, null, new Problem(ProblemCode.UNAUTHENTICATED, detail));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied) {
        problems.resolveException(
                request, response, null, new Problem(ProblemCode.FORBIDDEN, "This needs another role."));
    }
}
