package dev.darkroom.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer other than success that we decided on. Thrown anywhere below a controller or in a filter that hands it to
/// the `handlerExceptionResolver`; it leaves the service as `application/problem+json`. It carries no stack trace.
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ProblemCode code;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    public Problem(ProblemCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    public Problem(ProblemCode code, String detail, List<FieldError> errors) {
        this(code, detail, errors, null);
    }

    public Problem(ProblemCode code, String detail, Duration retryAfter) {
        this(code, detail, List.of(), retryAfter);
    }

    private Problem(ProblemCode code, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /// A single invalid field.
    public static Problem invalid(String field, String code, String message) {
        return invalid(List.of(new FieldError(field, code, message)));
    }

    public static Problem invalid(List<FieldError> errors) {
        return new Problem(
                ProblemCode.VALIDATION_FAILED,
                errors.size() == 1 ? "One field is not valid." : errors.size() + " fields are not valid.",
                errors);
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
