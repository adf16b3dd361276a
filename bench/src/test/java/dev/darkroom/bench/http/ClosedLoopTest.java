package dev.darkroom.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.arguments.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String RESOURCE = "{\"generationId\":\"0199\"}";

    private final AtomicInteger arrived = new AtomicInteger();
    private HttpServer server;
    private LoopbackAddress address;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        address =
                LoopbackAddress.parse("http://127.0.0.1:" + server.getAddress().getPort());
        server.createContext("/length", exchange -> answer(exchange, 202, RESOURCE.length()));
        server.createContext("/chunked", exchange -> answer(exchange, 202, 0));
        server.createContext("/closing", exchange -> {
            exchange.getResponseHeaders().add("Connection", "close");
            answer(exchange, 202, RESOURCE.length());
        });
        server.createContext(
                "/picky", exchange -> answer(exchange, arrived.get() % 2 == 0 ? 202 : 429, RESOURCE.length()));
        server.createContext("/dropping", exchange -> {
            arrived.incrementAndGet();
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void exactly_as_many_are_sent_as_were_asked_for() throws Exception {
        var tally = send("/length", 4, 100);

        assertThat(tally.accepted()).isEqualTo(100).isEqualTo(arrived.get());
        assertThat(tally.latencies().count()).isEqualTo(100);
        assertThat(tally.acceptedBy(0) + tally.acceptedBy(1) + tally.acceptedBy(2) + tally.acceptedBy(3))
                .isEqualTo(100);
        assertThat(tally.others()).isEmpty();
        assertThat(tally.acceptedPerSecond()).isPositive();
    }

    @Test
    void chunked_answers_count_like_any_other() throws Exception {
        assertThat(send("/chunked", 3, 50).accepted()).isEqualTo(50);
    }

    @Test
    void a_connection_the_server_ends_is_opened_anew() throws Exception {
        var tally = send("/closing", 2, 20);

        assertThat(tally.accepted()).isEqualTo(20);
        assertThat(tally.others()).isEmpty();
    }

    @Test
    void what_is_not_accepted_is_counted_by_its_status() throws Exception {
        var tally = send("/picky", 1, 20);

        assertThat(tally.accepted()).isEqualTo(10);
        assertThat(tally.others()).containsExactly(entry("429", 10L));
    }

    @Test
    void an_answer_that_never_comes_is_counted_as_lost() throws Exception {
        var tally = send("/dropping", 2, 10);

        assertThat(tally.accepted()).isZero();
        assertThat(tally.others()).containsExactly(entry("lost", 10L));
    }

    @Test
    void a_run_ends_when_its_time_is_over_and_leaves_nothing_unanswered() throws Exception {
        try (var loop = new ClosedLoop(requests("/length", 2))) {
            var tally = loop.send(Duration.ofMillis(200), Integer.MAX_VALUE);
            var before = arrived.get();

            assertThat(tally.took()).isBetween(Duration.ofMillis(200), LONGEST);
            assertThat(tally.accepted()).isBetween(1, before);
            assertThat(loop.send(LONGEST, 5).accepted()).isEqualTo(5);
            assertThat(arrived.get()).isEqualTo(before + 5);
        }
    }

    @Test
    void nobody_listening_is_said_at_once() {
        server.stop(0);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> send("/length", 2, 10))
                .withMessageContaining("start the system first");
    }

    @Test
    void connections_are_used_again_and_their_answers_read() throws Exception {
        try (var connections = new Connections(address.socket(), 2)) {
            for (var path : List.of("/length", "/chunked", "/closing", "/length")) {
                var request = Request.of("POST", address.at(path), Map.of(), "{}");
                var id = connections.exchange(request, answer -> answer.text("generationId"));
                assertThat(id).contains("0199");
            }
        }
    }

    private Tally send(String path, int connections, int count) throws Exception {
        try (var loop = new ClosedLoop(requests(path, connections))) {
            return loop.send(LONGEST, count);
        }
    }

    private List<Request> requests(String path, int connections) {
        return Collections.nCopies(connections, Request.of("POST", address.at(path), Map.of("X-A", "b"), "{}"));
    }

    private void answer(HttpExchange exchange, int status, long length) throws IOException {
        arrived.incrementAndGet();
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, length);
            exchange.getResponseBody().write(RESOURCE.getBytes(UTF_8));
        }
    }
}
