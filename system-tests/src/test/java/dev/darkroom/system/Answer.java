package dev.darkroom.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a service answered.
final class Answer {

    private static final JsonMapper JSON = new JsonMapper();

    /// What no client should ever read: class names, stack traces, SQL, paths of this machine.
    private static final Pattern INSIDES = Pattern.compile(
            "(?i)\\bat [a-z.]+\\(|exception|dev\\.darkroom|java\\.|org\\.(spring|postgres|apache|hib)|select |insert |/target/");

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Answer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    Answer expect(int expected) {
        assertThat(status).as("status; the body says %s", text()).isEqualTo(expected);
        return this;
    }

    /// A problem of the contract: status, code, media type, and nothing of our insides.
    Answer expectProblem(int expected, String code) {
        return expectProblem(expected, List.of(code));
    }

    Answer expectProblem(int expected, List<String> codes) {
        expect(expected);
        assertThat(headers.firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = json();
        var code = problem.path("code").asString();
        assertThat(code).as("code in %s", text()).isIn(codes);
        assertThat(problem.path("type").asString()).endsWith("/problems/" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(expected);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(text()).doesNotContainPattern(INSIDES);
        return this;
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    String header(String name) {
        return headers.firstValue(name).orElseThrow(() -> new AssertionError("no header " + name + " in " + headers));
    }

    boolean has(String name) {
        return headers.firstValue(name).isPresent();
    }

    String text() {
        return new String(body, 0, Math.min(body.length, 2000), UTF_8);
    }
}
