package dev.darkroom.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// The body of RFC 9457, in the order people read it.
record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        ProblemCode code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    static ProblemDocument of(Problem problem, String instance) {
        var code = problem.code();
        return new ProblemDocument(
                "/problems/" + code.name(),
                code.title(),
                code.status().value(),
                problem.detail(),
                instance,
                code,
                problem.errors());
    }
}
