package dev.darkroom.web;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.ObjectError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.accept.InvalidApiVersionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// Reads whatever was thrown as the problem a client may see. What nobody planned for is [ProblemCode#INTERNAL].
final class ThrownProblem {

    private ThrownProblem() {}

    static Problem read(Throwable thrown) {
        int links = 0;
        for (Throwable link = thrown; link != null && links < 20; link = link.getCause(), links++) {
            var decided = link instanceof Problem problem ? problem : Outage.in(link);
            if (decided != null) {
                return decided;
            }
        }
        return switch (thrown) {
            case HttpMessageNotReadableException unreadable -> UnreadableBody.read(unreadable);
            case MethodArgumentNotValidException invalid -> fields(invalid.getBindingResult());
            case BindException invalid -> fields(invalid.getBindingResult());
            case HandlerMethodValidationException invalid -> parameters(invalid);
            case MethodArgumentTypeMismatchException wrong -> wrongType(wrong.getName(), wrong);
            case TypeMismatchException wrong -> wrongType(wrong.getPropertyName(), wrong);
            case MissingRequestHeaderException missing -> required(missing.getHeaderName());
            case MissingServletRequestParameterException missing -> required(missing.getParameterName());
            case InvalidApiVersionException _ ->
                new Problem(ProblemCode.UNSUPPORTED_VERSION, "The only API version is 1.");
            case AccessDeniedException _ -> new Problem(ProblemCode.FORBIDDEN, "This needs another role.");
            case AuthenticationException _ -> new Problem(ProblemCode.UNAUTHENTICATED, "A valid token is needed.");
            case HttpRequestMethodNotSupportedException _ ->
                new Problem(ProblemCode.METHOD_NOT_ALLOWED, "See the Allow header for the methods it takes.");
            case HttpMediaTypeNotSupportedException _ ->
                new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
            case ErrorResponse response -> ofStatus(response.getStatusCode().value());
            default -> ofStatus(500);
        };
    }

    static Problem ofStatus(int status) {
        var code = ProblemCode.ofStatus(status);
        return new Problem(
                code,
                switch (code) {
                    case NOT_FOUND -> "There is nothing at this address.";
                    case NOT_ACCEPTABLE -> "Accept application/json.";
                    case UNAUTHENTICATED -> "A valid token is needed.";
                    case FORBIDDEN -> "The request was refused.";
                    case UNAVAILABLE -> "Try again in a moment.";
                    case INTERNAL -> "The request could not be served; its X-Request-Id finds the reason in our log.";
                    default -> "The request was not understood.";
                });
    }

    private static Problem required(String name) {
        return Problem.invalid(name, "REQUIRED", "This is required.");
    }

    private static Problem wrongType(@Nullable String name, TypeMismatchException wrong) {
        var wanted = wrong.getRequiredType();
        var message = switch (wanted == null ? "" : wanted.getSimpleName()) {
            case "UUID" -> "Must be a UUID.";
            case "int", "Integer", "long", "Long" -> "Must be a whole number.";
            case "Instant", "OffsetDateTime" -> "Must be an RFC 3339 time.";
            case "boolean", "Boolean" -> "Must be true or false.";
            default -> "Has the wrong form.";
        };
        return Problem.invalid(name == null ? "request" : name, "WRONG_TYPE", message);
    }

    private static Problem fields(BindingResult result) {
        return Problem.invalid(result.getAllErrors().stream()
                .map(error -> new FieldError(
                        error instanceof org.springframework.validation.FieldError field ? field.getField() : "request",
                        code(error),
                        sentence(error.getDefaultMessage())))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::code))
                .toList());
    }

    private static Problem parameters(HandlerMethodValidationException invalid) {
        return Problem.invalid(invalid.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> new FieldError(
                                String.valueOf(result.getMethodParameter().getParameterName()),
                                "INVALID",
                                sentence(error.getDefaultMessage()))))
                .toList());
    }

    /// The constraint's name, as a stable word of the contract.
    private static String code(ObjectError error) {
        var constraint = String.valueOf(error.getCode());
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> "REQUIRED";
            case "Size" -> "WRONG_LENGTH";
            case "Min", "Max", "Positive", "PositiveOrZero", "DecimalMin", "DecimalMax" -> "OUT_OF_RANGE";
            case "Pattern", "Email" -> "WRONG_FORMAT";
            case "Future" -> "IN_THE_PAST";
            case "typeMismatch" -> "WRONG_TYPE";
            default -> "INVALID";
        };
    }

    private static String sentence(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return "Not valid.";
        }
        var start = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return start.endsWith(".") ? start : start + ".";
    }
}
