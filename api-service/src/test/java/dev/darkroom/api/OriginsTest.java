package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.RealParts;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Which web pages may call. By socket, because Java's client does not let a caller choose its Origin.
@RealParts(kafka = false)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OriginsTest {

    @LocalServerPort
    private int port;

    @Test
    void a_page_of_a_listed_origin_may_call_and_reads_its_refusals_too() throws IOException {
        assertThat(get("/api", "Origin: http://localhost:3000"))
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Origin: http://localhost:3000");
        assertThat(get("/api/account/me", "Origin: http://localhost:3000"))
                .startsWith("HTTP/1.1 401")
                .contains("Access-Control-Allow-Origin: http://localhost:3000")
                .contains("Access-Control-Expose-Headers:");
    }

    @Test
    void a_page_of_any_other_origin_is_refused_with_a_problem() throws IOException {
        for (var origin : new String[] {
            "https://evil.example", "null", "http://localhost:3000.evil.example", "http://localhost:30000", "*"
        }) {
            assertThat(get("/api", "Origin: " + origin))
                    .startsWith("HTTP/1.1 403")
                    .contains("application/problem+json", "\"code\":\"FORBIDDEN\"")
                    .doesNotContain("Access-Control-Allow-Origin");
        }
    }

    @Test
    void a_preflight_is_answered_without_a_token() throws IOException {
        var answer = send("OPTIONS", "/api/generation", """
                Origin: http://localhost:3000\r
                Access-Control-Request-Method: POST\r
                Access-Control-Request-Headers: authorization,content-type,idempotency-key""");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Methods:", "Access-Control-Allow-Headers:")
                .doesNotContain("Access-Control-Allow-Credentials");
    }

    private String get(String path, String headers) throws IOException {
        return send("GET", path, headers);
    }

    private String send(String method, String path, String headers) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(15_000);
            var request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                    + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
