package dev.darkroom.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where the container forwards what failed outside Spring MVC: a refusal of the firewall, a filter that threw.
@RestController
class ProblemPage implements ErrorController {

    private final ProblemAdvice advice;

    ProblemPage(ProblemAdvice advice) {
        this.advice = advice;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    @Nullable ResponseEntity<ProblemDocument> page(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            return advice.answer(thrown, request, response);
        }
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer given ? given : 404;
        return advice.answer(ThrownProblem.ofStatus(status), new HttpHeaders(), request);
    }
}
