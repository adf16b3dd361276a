package dev.darkroom.worker.generate;

import static dev.darkroom.testkit.Eventually.eventually;
import static dev.darkroom.worker.stage.PlayedAiServer.answers;
import static dev.darkroom.worker.stage.PlayedAiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.worker.generate.Answer.Failed;
import dev.darkroom.worker.generate.Answer.Painted;
import dev.darkroom.worker.job.Brief;
import dev.darkroom.worker.job.Budget;
import dev.darkroom.worker.job.Deadline;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Job;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.settings.AiSettings;
import dev.darkroom.worker.stage.DraftsInMemory;
import dev.darkroom.worker.stage.Pictures;
import dev.darkroom.worker.stage.PlayedAiServer;
import dev.darkroom.worker.stage.Shipped;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiImagesTest {

    private static final TraceContext TRACE = TraceContext.fresh();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final byte[] PNG = Pictures.png(64, 64);

    private final PlayedAiServer server = new PlayedAiServer();
    private final HttpClient http = new GenerateConfiguration().aiHttp(Shipped.settings(Path.of("unused")));
    private final ScheduledThreadPoolExecutor alarms = new GenerateConfiguration().aiAlarms();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private final DraftsInMemory drafts = new DraftsInMemory();

    @AfterEach
    void close() {
        testIsOver.countDown();
        http.shutdownNow();
        alarms.shutdownNow();
        server.close();
    }

    @Test
    void pictures_in_the_answer_reach_the_drafts_as_they_are() throws Exception {
        server.plays(answers(200, json(PNG, Pictures.jpeg(64, 64))));

        assertThat(paint(2)).isEqualTo(new Painted(Arrays.asList(null, null)));
        assertThat(drafts.written()).containsExactly(PNG, Pictures.jpeg(64, 64));
    }

    @Test
    void pictures_behind_an_address_are_fetched_without_our_credentials() throws Exception {
        var address = server.serves("/files/1.png", 200, PNG);
        server.plays(answers(200, "{\"data\":[{\"b64_json\":null,\"url\":\"" + address + "\",\"seed\":9}]}"));

        assertThat(paint(1)).isEqualTo(new Painted(Arrays.asList(9L)));
        assertThat(drafts.written()).containsExactly(PNG);
    }

    @Test
    void the_server_is_told_what_to_paint_and_which_attempt_this_is() throws Exception {
        var job = job(2, LONG);

        ask(job, LONG, true);

        var asked = server.lastAsked();
        assertThat(asked.header("X-Generation-Id")).isEqualTo(job.generationId().toString());
        assertThat(asked.header("Idempotency-Key")).isEqualTo(job.generationId() + "-3");
        assertThat(asked.header("traceparent")).isEqualTo(TRACE.traceparent());
        assertThat(asked.header("Authorization")).isEqualTo("Bearer sk-test");
        assertThat(asked.body().toString())
                .isEqualTo("{\"prompt\":\"a \\\"red\\\" fox\",\"n\":2,\"size\":\"64x80\",\"seed\":7,"
                        + "\"negative_prompt\":\"snow\"}");
    }

    @Test
    void calls_that_were_read_to_their_end_share_a_connection() throws Exception {
        paint(1);
        server.plays(answers(500, "{\"error\":\"" + "x".repeat(100_000) + "\"}"));
        paint(1);
        server.plays(answers(200, new String(json(PNG), StandardCharsets.US_ASCII) + "\n"));
        paint(1);
        paint(1);

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void a_strict_server_gets_no_field_it_does_not_know() throws Exception {
        ask(job(1, LONG), LONG, false);

        assertThat(server.lastAsked().body().propertyNames()).containsExactly("prompt", "n", "size");
    }

    @ParameterizedTest
    @CsvSource({
        "400, Invalid, INVALID_FOR_AI_SERVER",
        "401, Refused, AI_SERVER_REFUSED",
        "403, Refused, AI_SERVER_REFUSED",
        "404, Refused, AI_SERVER_REFUSED",
        "405, Refused, AI_SERVER_REFUSED",
        "408, Retryable, AI_SERVER_BUSY",
        "409, Retryable, AI_SERVER_BUSY",
        "413, Invalid, INVALID_FOR_AI_SERVER",
        "418, Refused, AI_SERVER_REFUSED",
        "422, Invalid, INVALID_FOR_AI_SERVER",
        "425, Retryable, AI_SERVER_BUSY",
        "429, Retryable, AI_SERVER_BUSY",
        "301, Refused, AI_SERVER_REFUSED",
        "500, Retryable, AI_SERVER_ERROR",
        "502, Retryable, AI_SERVER_ERROR",
        "503, Retryable, AI_SERVER_ERROR",
        "599, Retryable, AI_SERVER_ERROR",
    })
    void every_status_has_its_meaning(int status, String outcome, ErrorCode code) throws Exception {
        server.plays(answers(status, "{\"error\":{\"message\":\"because\",\"code\":\"x\"}}"));

        var failure = failureOf(paint(1));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(failure.cause().code()).isEqualTo(code);
        assertThat(failure.cause().httpStatus()).isEqualTo(status);
        assertThat(failure.cause().message()).isEqualTo("because");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content_policy_violation", "moderation_blocked"})
    void a_policy_refusal_is_a_rejection(String code) throws Exception {
        server.plays(answers(400, "{\"error\":{\"message\":\"no\",\"code\":\"" + code + "\"}}"));

        assertThat(failureOf(paint(1))).isInstanceOf(Outcome.Rejected.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"error\":\"text only\"}; text only",
                "<html>502</html>; the AI server answered 502",
                "``; the AI server answered 502",
                "{\"error\":{\"message\":\"\"}}; the AI server answered 502",
                "[1]; the AI server answered 502",
            })
    void an_error_in_any_form_gets_a_message(String body, String message) throws Exception {
        server.plays(answers(502, body));

        assertThat(failureOf(paint(1)).cause().message()).isEqualTo(message);
    }

    @Test
    void the_prompt_is_not_quoted_back_and_a_wish_to_wait_is_heard() throws Exception {
        server.plays((exchange, request) -> {
            exchange.getResponseHeaders().add("Retry-After", "7");
            answers(429, "{\"error\":{\"message\":\"too busy for A  Red fox\"}}")
                    .play(exchange, request);
        });

        assertThat(failureOf(paint(1))).isInstanceOfSatisfying(Outcome.Retryable.class, busy -> {
            assertThat(busy.cause().message())
                    .isEqualTo("the AI server answered 429 and quoted the prompt, which is left out");
            assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @Test
    void a_long_complaint_is_cut() throws Exception {
        server.plays(answers(400, "{\"error\":\"" + "x".repeat(5000) + "\"}"));

        assertThat(failureOf(paint(1)).cause().message()).hasSize(301);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "",
                "[]",
                "{}",
                "{\"data\":[]}",
                "{\"data\":\"none\"}",
                "{\"data\":[{}]}",
                "{\"data\":[7]}",
                "{\"data\":[{\"b64_json\":\"AAAA\"},{\"b64_json\":\"AAAA\"}]}",
                "{\"data\":[{\"b64_json\":\"no base64 !\"}]}",
                "{\"data\":[{\"b64_json\":\"AAAA\"}",
                "{\"data\":[{\"url\":\"file:///etc/passwd\"}]}",
                "{\"data\":[{\"url\":\"no address\"}]}",
                "{\"data\":[{\"url\":\"/relative\"}]}",
            })
    void an_answer_that_breaks_the_contract_is_unreadable(String body) throws Exception {
        server.plays(answers(200, body));

        assertRetryable(paint(1), ErrorCode.AI_ANSWER_UNREADABLE);
    }

    @Test
    void an_address_that_has_no_picture_is_unreadable() throws Exception {
        var address = server.serves("/files/gone.png", 404, new byte[0]);
        server.plays(answers(200, "{\"data\":[{\"url\":\"" + address + "\"}]}"));

        assertRetryable(paint(1), ErrorCode.AI_ANSWER_UNREADABLE);
    }

    @Test
    void an_answer_beyond_the_size_is_not_read_to_its_end() throws Exception {
        server.plays((exchange, _) -> pour(exchange, "{\"data\":[{\"b64_json\":\"", "AAAA"));

        assertRetryable(paint(1), ErrorCode.AI_ANSWER_TOO_LARGE);
    }

    @Test
    void a_picture_behind_an_address_has_the_same_bound() throws Exception {
        var address = server.serves("/files/huge.png", 200, new byte[1024 * 1024 + 1]);
        server.plays(answers(200, "{\"data\":[{\"url\":\"" + address + "\"}]}"));

        assertRetryable(paint(1), ErrorCode.AI_ANSWER_TOO_LARGE);
    }

    @Test
    void a_server_that_hangs_up_is_unreachable() throws Exception {
        server.plays((exchange, _) -> exchange.close());

        assertRetryable(paint(1), ErrorCode.AI_SERVER_UNREACHABLE);
    }

    @Test
    void an_answer_that_breaks_off_is_unreachable() throws Exception {
        server.plays((exchange, _) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"data\":[{\"b64_json\":\"AAAA".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
        });

        assertRetryable(paint(1), ErrorCode.AI_SERVER_UNREACHABLE);
    }

    @Test
    void nobody_listening_is_unreachable() throws Exception {
        var answer = adapter(Shipped.ai(nobody(), LONG)).paint(job(1, LONG), drafts);

        assertRetryable(answer, ErrorCode.AI_SERVER_UNREACHABLE);
    }

    @Test
    void a_server_that_never_answers_runs_into_the_timeout() throws Exception {
        server.plays((_, _) -> testIsOver.await());

        assertRetryable(ask(job(1, LONG), SHORT, true), ErrorCode.AI_SERVER_TIMEOUT);
    }

    @Test
    void a_body_that_drips_runs_into_the_same_timeout() throws Exception {
        server.plays((exchange, _) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"data\":".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            testIsOver.await();
        });

        assertRetryable(ask(job(1, LONG), SHORT, true), ErrorCode.AI_SERVER_TIMEOUT);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void a_deadline_before_the_timeout_is_told_apart() throws Exception {
        server.plays((_, _) -> testIsOver.await());

        assertThat(failureOf(ask(job(1, SHORT), LONG, true))).isInstanceOf(Outcome.OutOfTime.class);
    }

    @Test
    void after_the_deadline_nobody_is_asked() throws Exception {
        var job = job(1, Duration.ZERO);

        assertThat(failureOf(ask(job, LONG, true))).isInstanceOf(Outcome.OutOfTime.class);
        assertThat(server.callsOf(job.generationId())).isZero();
    }

    @Test
    void a_job_that_is_let_go_breaks_off_its_call() throws Exception {
        server.plays((_, _) -> testIsOver.await());
        var job = job(1, LONG);
        var brokenOff = new CompletableFuture<Boolean>();
        var caller = Thread.startVirtualThread(() -> {
            try {
                ask(job, LONG, true);
                brokenOff.complete(false);
            } catch (InterruptedException letGo) {
                brokenOff.complete(true);
            }
        });
        eventually(() -> assertThat(server.callsOf(job.generationId())).isEqualTo(1));

        caller.interrupt();

        assertThat(brokenOff.get(5, TimeUnit.SECONDS)).isTrue();
    }

    private Answer paint(int pictures) throws InterruptedException {
        return ask(job(pictures, LONG), LONG, true);
    }

    private Answer ask(Job job, Duration timeout, boolean extensions) throws InterruptedException {
        return adapter(Shipped.ai(server.address(), timeout, extensions)).paint(job, drafts);
    }

    private OpenAiImages adapter(AiSettings settings) {
        return new OpenAiImages(settings, http, alarms, System::nanoTime);
    }

    private static URI nobody() throws IOException {
        try (var closedAtOnce = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + closedAtOnce.getLocalPort());
        }
    }

    private static Job job(int pictures, Duration left) {
        return new Job(
                UUID.randomUUID(),
                1,
                3,
                UUID.randomUUID(),
                new Budget(1, 5),
                Deadline.in(left, System::nanoTime),
                new Brief("a \"red\" fox", "snow", 64, 80, pictures, 7L, Brief.DEFAULT_MODEL),
                TRACE,
                null);
    }

    private static void pour(HttpExchange exchange, String start, String more) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            body.write(start.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                body.write(more.repeat(1024).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static Outcome.Failure failureOf(Answer answer) {
        assertThat(answer).isInstanceOf(Failed.class);
        return ((Failed) answer).failure();
    }

    private static void assertRetryable(Answer answer, ErrorCode code) {
        assertThat(failureOf(answer))
                .isInstanceOfSatisfying(
                        Outcome.Retryable.class,
                        failure -> assertThat(failure.cause().code()).isEqualTo(code));
    }
}
