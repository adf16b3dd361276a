package dev.darkroom.web;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Says what is wrong with a JSON body without repeating its values or our class names.
final class UnreadableBody {

    private UnreadableBody() {}

    static Problem read(HttpMessageNotReadableException unreadable) {
        for (Throwable link = unreadable.getCause(); link != null; link = link.getCause()) {
            switch (link) {
                case UnrecognizedPropertyException unknown -> {
                    return Problem.invalid(field(unknown), "UNKNOWN_FIELD", "This field does not exist.");
                }
                case InvalidFormatException wrong -> {
                    return wrongValue(wrong);
                }
                case MismatchedInputException wrong -> {
                    return wrongType(wrong);
                }
                case StreamReadException broken -> {
                    return malformed(broken);
                }
                case DatabindException wrong
                when !wrong.getPath().isEmpty() -> {
                    return Problem.invalid(field(wrong), "INVALID", "This value is not valid.");
                }
                default -> {}
            }
        }
        return unreadable.getCause() == null
                ? new Problem(ProblemCode.VALIDATION_FAILED, "The body is missing.")
                : new Problem(ProblemCode.MALFORMED_JSON, "The body cannot be read as JSON.");
    }

    private static Problem wrongValue(InvalidFormatException wrong) {
        Class<?> wanted = wrong.getTargetType();
        if (wanted != null && wanted.isEnum() && wrong.getValue() instanceof String) {
            var names = List.of(wanted.getEnumConstants()).stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(", "));
            return Problem.invalid(field(wrong), "UNKNOWN_VALUE", "Must be one of " + names + ".");
        }
        return wrongType(wrong);
    }

    private static Problem wrongType(MismatchedInputException wrong) {
        if (wrong.getPath().isEmpty()) {
            return new Problem(
                    ProblemCode.VALIDATION_FAILED, "The body must be one JSON object of the documented shape.");
        }
        Class<?> wanted = wrong.getTargetType();
        return Problem.invalid(
                field(wrong), "WRONG_TYPE", wanted == null ? "Has the wrong type." : "Must be " + plain(wanted) + ".");
    }

    private static String plain(Class<?> wanted) {
        if (wanted == int.class || wanted == Integer.class || wanted == long.class || wanted == Long.class) {
            return "a whole number in range";
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(wanted) || wanted.isPrimitive()) {
            return "a number";
        }
        return switch (wanted.getName()) {
            case "java.time.Instant", "java.time.OffsetDateTime" -> "an RFC 3339 time";
            case "java.util.UUID" -> "a UUID";
            case "java.net.URI" -> "an address";
            case "java.lang.String" -> "a string";
            default -> Iterable.class.isAssignableFrom(wanted) ? "a list" : "of the documented type";
        };
    }

    private static Problem malformed(StreamReadException broken) {
        var at = broken.getLocation();
        return new Problem(
                ProblemCode.MALFORMED_JSON,
                at == null || at.getLineNr() < 1
                        ? "The body is not acceptable JSON."
                        : "The body is not acceptable JSON at line " + at.getLineNr() + ", column " + at.getColumnNr()
                                + ".");
    }

    private static String field(JacksonException wrong) {
        var path = new StringBuilder();
        for (var step : wrong.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
