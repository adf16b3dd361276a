package dev.darkroom.web;

import org.springframework.http.HttpStatus;

/// Everything that can go wrong in the eyes of a client. The name is the `code` of the problem and the end of its
/// `type`; it never changes.
public enum ProblemCode {
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The body is not JSON"),
    VALIDATION_FAILED(HttpStatus.BAD_REQUEST, "The request is not valid"),
    UNSUPPORTED_VERSION(HttpStatus.BAD_REQUEST, "This API version does not exist"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Sign in first"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "Not allowed"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This address does not take that method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Cannot answer in the formats asked for"),
    EMAIL_TAKEN(HttpStatus.CONFLICT, "This email has an account already"),
    NOT_RETRYABLE(HttpStatus.CONFLICT, "This generation cannot be retried"),
    NOT_REPLAYABLE(HttpStatus.CONFLICT, "This dead letter cannot be replayed"),
    REPLAY_RUNNING(HttpStatus.CONFLICT, "Another replay is running"),
    IDEMPOTENCY_IN_PROGRESS(HttpStatus.CONFLICT, "The same request is being handled"),
    PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body has the wrong content type"),
    IDEMPOTENCY_MISMATCH(HttpStatus.UNPROCESSABLE_CONTENT, "This Idempotency-Key was used for another body"),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    QUEUE_FULL(HttpStatus.TOO_MANY_REQUESTS, "Too much is pending already"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not available for a moment");

    private final HttpStatus status;
    private final String title;

    ProblemCode(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// The code for a status that some part below us chose. Client errors without a code of their own become
    /// [#VALIDATION_FAILED], server errors [#INTERNAL].
    static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> RATE_LIMITED;
            case 503 -> UNAVAILABLE;
            default -> status >= 400 && status < 500 ? VALIDATION_FAILED : INTERNAL;
        };
    }
}
