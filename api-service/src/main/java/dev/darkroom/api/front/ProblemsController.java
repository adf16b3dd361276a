package dev.darkroom.api.front;

import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.util.Arrays;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// `GET /problems/{code}`: what the `type` of a problem points to.
@RestController
class ProblemsController {

    record Explained(ProblemCode code, int status, String title) {}

    @GetMapping("/problems/{code}")
    Explained explain(@PathVariable String code) {
        return Arrays.stream(ProblemCode.values())
                .filter(one -> one.name().equals(code))
                .findAny()
                .map(one -> new Explained(one, one.status().value(), one.title()))
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such problem."));
    }
}
