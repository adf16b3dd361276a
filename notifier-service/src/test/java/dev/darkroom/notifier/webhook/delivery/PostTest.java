package dev.darkroom.notifier.webhook.delivery;

import static dev.darkroom.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.webhook.delivery.Answer.Why;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Servers that mean no good, spoken to byte by byte.
class PostTest {

    private static final Duration TIMEOUT = Duration.ofMillis(800);

    private interface Manner {

        void answer(OutputStream out) throws Exception;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;
    private Post post;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        post = post(true);
    }

    private Post post(boolean everything) {
        return new Post(
                new GuardedNames(
                        new AddressGuard(everything), InetAddress::getAllByName, threads, Duration.ofSeconds(5)),
                Executors.newVirtualThreadPerTaskExecutor(),
                Clock.systemUTC(),
                new Post.Limits(TIMEOUT, 10, "darkroom/test"),
                everything);
    }

    @AfterEach
    void close() throws IOException {
        post.close();
        server.close();
        threads.shutdownNow();
    }

    private Answer send(Manner manner) throws InterruptedException {
        threads.execute(() -> {
            while (true) {
                try (var socket = server.accept()) {
                    connections.incrementAndGet();
                    manner.answer(socket.getOutputStream());
                } catch (Exception over) {
                    if (server.isClosed()) {
                        return;
                    }
                }
            }
        });
        return post.send(
                URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), Map.of(), new byte[] {'{', '}'});
    }

    @Test
    void a_head_that_drips_ends_with_the_time_for_the_whole_attempt() throws Exception {
        var began = System.nanoTime();

        var answer = send(out -> {
            say(out, "HTTP/1.1 200 OK\r\nX-Slow: ");
            while (true) {
                say(out, "z");
                Thread.sleep(20);
            }
        });

        assertThat(answer).isEqualTo(new Answer.None(Why.TIMEOUT));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.plusMillis(700));
    }

    @Test
    void a_body_without_end_is_not_read() throws Exception {
        var began = System.nanoTime();

        var answer = send(out -> {
            say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                say(out, "4\r\nmore\r\n");
            }
        });

        assertThat(answer).isEqualTo(new Answer.Status(200, Optional.empty()));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT);
    }

    @Test
    void heads_without_measure_and_answers_that_are_no_http_are_given_up() throws Exception {
        assertThat(send(out -> say(out, "HTTP/1.1 200 OK\r\nX: " + "a".repeat(100_000) + "\r\n\r\n")))
                .isEqualTo(new Answer.None(Why.BROKEN_ANSWER));
        assertThat(send(out -> say(out, "HTTP/1.1 200 OK\r\n" + "X: 1\r\n".repeat(1_000) + "\r\n")))
                .isEqualTo(new Answer.None(Why.BROKEN_ANSWER));
        assertThat(send(out -> say(out, ""))).isEqualTo(new Answer.None(Why.BROKEN_ANSWER));
    }

    @Test
    void a_redirect_is_an_answer_like_any_other_and_is_not_followed() throws Exception {
        var there = "http://127.0.0.1:" + server.getLocalPort() + "/elsewhere";

        var answer = send(
                out -> say(out, "HTTP/1.1 307 Over There\r\nLocation: " + there + "\r\nContent-Length: 0\r\n\r\n"));

        assertThat(answer).isEqualTo(new Answer.Status(307, Optional.empty()));
        assertThat(connections).hasValue(1);
    }

    @Test
    void each_attempt_connects_anew_so_that_each_address_is_looked_at() throws Exception {
        Manner polite = out -> say(out, "HTTP/1.1 204 Fine\r\nConnection: keep-alive\r\n\r\n");

        send(polite);
        send(polite);

        assertThat(connections).hasValue(2);
    }

    @Test
    void nobody_listening_is_told_from_nobody_there() throws Exception {
        server.close();
        var closed = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");

        assertThat(post.send(closed, Map.of(), new byte[0])).isEqualTo(new Answer.None(Why.CONNECT_FAILED));
        assertThat(post.send(URI.create("http://no-such-host.invalid/"), Map.of(), new byte[0]))
                .isEqualTo(new Answer.None(Why.UNKNOWN_HOST));
    }

    @Test
    void a_guarded_post_touches_neither_plain_http_nor_this_machine() throws Exception {
        try (var guarded = post(false)) {
            assertThat(guarded.send(URI.create("http://127.0.0.1:" + server.getLocalPort()), Map.of(), new byte[0]))
                    .isEqualTo(new Answer.None(Why.HTTPS_REQUIRED));
            for (var host :
                    new String[] {"127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:7f00:1]"}) {
                assertThat(guarded.send(
                                URI.create("https://" + host + ":" + server.getLocalPort()), Map.of(), new byte[0]))
                        .as(host)
                        .isIn(new Answer.None(Why.ADDRESS_REFUSED), new Answer.None(Why.UNKNOWN_HOST));
            }
        }
        assertThat(connections).hasValue(0);
    }

    @Test
    void while_names_of_others_hold_every_look_up_an_attempt_has_not_begun_and_later_it_does() throws Exception {
        var silence = new CountDownLatch(1);
        var held = new CountDownLatch(2);
        var lookUps = DeliveryConfiguration.lookUps(1);
        GuardedNames.Names names = host -> {
            if (host.equals("silent.example")) {
                held.countDown();
                awaitWithoutHearing(silence);
            }
            return InetAddress.getAllByName("127.0.0.1");
        };
        var mine = URI.create("http://mine.example:" + server.getLocalPort() + "/");
        server.close();
        try (var shared = new Post(
                new GuardedNames(new AddressGuard(true), names, lookUps, TIMEOUT),
                Executors.newVirtualThreadPerTaskExecutor(),
                Clock.systemUTC(),
                new Post.Limits(TIMEOUT, 10, "darkroom/test"),
                true)) {
            var silent = URI.create("http://silent.example/");
            assertThat(shared.send(silent, Map.of(), new byte[0]))
                    .isIn(new Answer.None(Why.TIMEOUT), new Answer.None(Why.UNKNOWN_HOST));
            assertThat(shared.send(mine, Map.of(), new byte[0]))
                    .as("a look-up that outlives its attempt takes no place from the next")
                    .isEqualTo(new Answer.None(Why.CONNECT_FAILED));
            var _ = shared.send(silent, Map.of(), new byte[0]);
            held.await();

            assertThat(shared.send(mine, Map.of(), new byte[0])).isEqualTo(new Answer.None(Why.NOT_BEGUN));

            silence.countDown();
            eventually(() -> assertThat(shared.send(mine, Map.of(), new byte[0]))
                    .isEqualTo(new Answer.None(Why.CONNECT_FAILED)));
        } finally {
            silence.countDown();
            lookUps.shutdownNow();
        }
    }

    /// As a look-up in native code does.
    private static void awaitWithoutHearing(CountDownLatch silence) {
        while (silence.getCount() > 0) {
            try {
                silence.await();
            } catch (InterruptedException unheard) {
                // goes on
            }
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }
}
