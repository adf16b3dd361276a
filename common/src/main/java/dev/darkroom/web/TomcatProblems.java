package dev.darkroom.web;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.http.MediaType;

/// Answers what Tomcat itself refuses, before any filter of ours: a broken request line, a bad header. Tomcat's own
/// page is HTML.
final class TomcatProblems extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(TomcatProblems.class);

    private final Supplier<String> requestIds;

    private TomcatProblems(Supplier<String> requestIds) {
        this.requestIds = requestIds;
        setShowReport(false);
        setShowServerInfo(false);
    }

    static TomcatContextCustomizer customizer(Supplier<String> requestIds) {
        return context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.getPipeline().addValve(new TomcatProblems(requestIds));
                host.setErrorReportValveClass(TomcatProblems.class.getName()); // it has one already
            }
        };
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var problem = ThrownProblem.ofStatus(response.getStatus());
        try {
            response.setStatus(problem.code().status().value());
            if (response.getHeader(RequestId.HEADER) == null) {
                response.setHeader(RequestId.HEADER, requestIds.get());
            }
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            var writer = response.getReporter();
            if (writer != null) {
                writer.write(body(problem));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            log.atDebug().setCause(gone).log("nobody was left to read a refusal");
        }
    }

    /// By hand, as no JSON mapper reaches here; nothing in it comes from the request.
    private static String body(Problem problem) {
        var code = problem.code();
        return """
                {"type":"/problems/%s","title":"%s","status":%d,"detail":"%s","instance":"","code":"%s"}""".formatted(code.name(), code.title(), code.status().value(), problem.detail(), code.name());
    }
}
