package dev.darkroom.stub.door;

import static dev.darkroom.stub.door.Caller.IMAGES;
import static dev.darkroom.stub.door.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.stub.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class StubServerTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String FOX = "{\"prompt\":\"a fox\",\"size\":\"64x64\",\"seed\":7}";

    private final StubServer stub;
    private final Caller caller;

    StubServerTest() throws IOException {
        stub = StubServer.start(ANY_PORT, ThreadLocalRandom::current, () -> NOON);
        caller = new Caller(stub);
    }

    @BeforeEach
    void without_latency() throws Exception {
        assertThat(faults("{\"latencyMillis\":[0,0]}").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        stub.close();
        caller.close();
    }

    @Test
    void a_prompt_becomes_a_png_of_the_size_asked_for() throws Exception {
        var answer =
                caller.paint("{\"prompt\":\"a fox\",\"model\":\"any\",\"size\":\"128x64\",\"seed\":7,\"user\":\"u\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(json(answer).get("created").longValue()).isEqualTo(NOON.getEpochSecond());
        var image = ImageIO.read(new ByteArrayInputStream(png(answer, 0)));
        assertThat(image.getWidth()).isEqualTo(128);
        assertThat(image.getHeight()).isEqualTo(64);
    }

    @Test
    void the_same_order_gives_the_same_bytes_and_another_seed_others() throws Exception {
        var first = png(caller.paint(FOX), 0);

        assertThat(png(caller.paint(FOX), 0)).isEqualTo(first);
        assertThat(png(caller.paint(FOX.replace("7", "8")), 0)).isNotEqualTo(first);
    }

    @Test
    void several_pictures_of_one_order_have_seeds_in_a_row() throws Exception {
        var answer = caller.paint(FOX.replace("\"seed\":7", "\"seed\":4294967295,\"n\":2"));

        var data = json(answer).get("data");
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.get(0).get("seed").longValue()).isEqualTo(4294967295L);
        assertThat(data.get(1).get("seed").longValue()).isZero();
        assertThat(png(answer, 0)).isNotEqualTo(png(answer, 1));
    }

    @Test
    void a_picture_without_a_seed_names_the_one_it_was_given() throws Exception {
        var answer = caller.paint("{\"prompt\":\"a fox\",\"size\":\"64x64\"}");
        var seed = json(answer).get("data").get(0).get("seed").longValue();

        var again = caller.paint("{\"prompt\":\"a fox\",\"size\":\"64x64\",\"seed\":" + seed + "}");

        assertThat(png(again, 0)).isEqualTo(png(answer, 0));
    }

    @Test
    void a_picture_can_be_fetched_from_the_address_it_was_answered_as() throws Exception {
        var answer = caller.paint(FOX.replace("}", ",\"response_format\":\"url\"}"));
        var file = caller.call("GET", json(answer).at("/data/0/url").stringValue(), "");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("content-type")).contains("image/png");
        assertThat(file.body()).isEqualTo(png(caller.paint(FOX), 0));
        assertThat(caller.call("GET", "/files/none.png", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | prompt | missing_required_parameter",
                "{\"prompt\":null} | prompt | missing_required_parameter",
                "{\"prompt\":\"  \"} | prompt | empty_string",
                "{\"prompt\":5} | prompt | invalid_type",
                "{\"prompt\":\"x\",\"n\":0} | n | integer_out_of_range",
                "{\"prompt\":\"x\",\"n\":11} | n | integer_out_of_range",
                "{\"prompt\":\"x\",\"n\":\"1\"} | n | invalid_type",
                "{\"prompt\":\"x\",\"size\":\"big\"} | size | invalid_value",
                "{\"prompt\":\"x\",\"size\":\"15x64\"} | size | invalid_value",
                "{\"prompt\":\"x\",\"size\":\"64x2049\"} | size | invalid_value",
                "{\"prompt\":\"x\",\"response_format\":\"gif\"} | response_format | invalid_value",
                "{\"prompt\":\"x\",\"output_format\":\"webp\"} | output_format | invalid_value",
                "{\"prompt\":\"x\",\"seed\":4294967296} | seed | integer_out_of_range",
                "{\"prompt\":\"x\",\"seed\":1.5} | seed | invalid_type",
                "{\"prompt\":\"x\",\"steps\":3} | steps | unknown_parameter",
                "{\"prompt\":\"a FORBIDDEN thing\"} | | content_policy_violation",
                "{\"prompt\" | |",
                "[] | |",
            })
    void an_order_that_is_wrong_is_refused_in_open_ais_words(String body, String param, String code) throws Exception {
        var answer = caller.paint(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        var error = json(answer).get("error");
        assertThat(error.get("type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(error.get("message").stringValue()).isNotBlank();
        assertThat(error.get("param").asString(null)).isEqualTo(param);
        assertThat(error.get("code").asString(null)).isEqualTo(code);
    }

    @Test
    void too_long_a_prompt_and_too_large_a_body_are_refused() throws Exception {
        assertThat(caller.paint("{\"prompt\":\"" + "x".repeat(32_001) + "\"}").statusCode())
                .isEqualTo(400);
        assertThat(caller.paint("{\"prompt\":\"" + "x".repeat((1 << 20) + 10_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void unknown_paths_and_methods_are_refused() throws Exception {
        assertThat(caller.call("GET", "/v2/images", "").statusCode()).isEqualTo(404);
        var wrongMethod = caller.call("GET", IMAGES, "");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void it_lists_its_model_and_is_healthy() throws Exception {
        var models = json(caller.call("GET", "/v1/models", ""));

        assertThat(models.get("object").stringValue()).isEqualTo("list");
        assertThat(models.at("/data/0/id").stringValue()).isEqualTo("darkroom-stub");
        assertThat(caller.call("GET", "/health", "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_moderation_has_a_result_for_each_text() throws Exception {
        var answer = json(caller.call("POST", "/v1/moderations", "{\"input\":[\"a gorgeous fox\",\"Gore!\"]}"));

        assertThat(answer.get("id").stringValue()).startsWith("modr-");
        assertThat(answer.at("/results/0/flagged").booleanValue()).isFalse();
        assertThat(answer.at("/results/1/flagged").booleanValue()).isTrue();
        assertThat(answer.get("results")
                        .get(1)
                        .get("categories")
                        .get("violence/graphic")
                        .booleanValue())
                .isTrue();
        assertThat(answer.get("results")
                        .get(1)
                        .get("category_scores")
                        .get("violence/graphic")
                        .doubleValue())
                .isGreaterThan(0.9);
    }

    @Test
    void the_parts_of_one_message_have_one_moderation_result() throws Exception {
        var parts =
                "{\"input\":[{\"type\":\"text\",\"text\":\"nsfw\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}}]}";

        var results = json(caller.call("POST", "/v1/moderations", parts)).get("results");

        assertThat(results.size()).isEqualTo(1);
        assertThat(results.get(0).get("categories").get("sexual").booleanValue())
                .isTrue();
        assertThat(caller.call("POST", "/v1/moderations", "{\"input\":5}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_plain_moderation_approves_or_says_why_not() throws Exception {
        var path = "/api/v1/moderate-content";

        var fine = json(caller.call("POST", path, "{\"content\":\"a fox\",\"user_id\":\"u\"}"));
        var bad = json(caller.call("POST", path, "{\"content\":\"a forbidden fox\",\"user_id\":\"u\"}"));

        assertThat(fine.get("approved").booleanValue()).isTrue();
        assertThat(fine.get("reason").isNull()).isTrue();
        assertThat(bad.get("approved").booleanValue()).isFalse();
        assertThat(bad.get("reason").stringValue()).isEqualTo("illicit");
        assertThat(caller.call("POST", path, "{\"user_id\":\"u\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void image_calls_are_counted_by_generation_and_by_attempt_even_when_they_fail() throws Exception {
        caller.paint(FOX, "X-Generation-Id", "g1", "Idempotency-Key", "g1-1", "X-Fault-Status", "500");
        caller.paint(FOX, "X-Generation-Id", "g1", "Idempotency-Key", "g1-2", "traceparent", "00-t-s-01");
        caller.paint("{", "X-Generation-Id", "g2", "Idempotency-Key", "g2-1");
        caller.call("GET", "/v1/models", "", "X-Generation-Id", "g3");

        assertThat(calls()).isEqualTo(parsed("""
                                {"total": 3,
                                 "byGeneration": {"g1": 2, "g2": 1},
                                 "byAttempt": {"g1-1": 1, "g1-2": 1, "g2-1": 1},
                                 "traceparents": {"g1-2": "00-t-s-01"}}
                                """));
        assertThat(caller.call("DELETE", "/calls", "").statusCode()).isEqualTo(204);
        assertThat(calls().get("total").longValue()).isZero();
        assertThat(calls().get("byGeneration").isEmpty()).isTrue();
    }

    @Test
    void no_call_is_lost_from_the_count_when_many_arrive_at_once() throws Exception {
        var all = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
        for (var call = 0; call < 400; call++) {
            all.add(caller.later("POST", IMAGES, FOX, "X-Generation-Id", "g" + call % 4));
        }
        for (var call : all) {
            assertThat(call.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }

        for (var id = 0; id < 4; id++) {
            assertThat(calls().at("/byGeneration/g" + id).intValue()).isEqualTo(100);
        }
    }

    @Test
    void a_status_strikes_with_its_retry_after() throws Exception {
        faults("{\"errorRate\":1,\"status\":429,\"retryAfterSeconds\":3}");

        var answer = caller.paint(FOX);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("3");
        assertThat(json(answer).at("/error/code").stringValue()).isEqualTo("rate_limit_exceeded");
        assertThat(caller.call("GET", "/v1/models", "").statusCode()).isEqualTo(429);
    }

    @Test
    void faults_are_shown_and_reset() throws Exception {
        faults("{\"errorRate\":0.5,\"mode\":\"garbage\"}");
        assertThat(json(caller.call("GET", "/faults", "")).get("mode").stringValue())
                .isEqualTo("garbage");

        assertThat(caller.call("DELETE", "/faults", "").statusCode()).isEqualTo(204);

        assertThat(json(caller.call("GET", "/faults", "")).toString())
                .isEqualTo(
                        "{\"latencyMillis\":[300,900],\"errorRate\":0.0,\"status\":500,\"retryAfterSeconds\":null,\"mode\":\"none\"}");
    }

    @Test
    void a_wrong_order_to_misbehave_is_refused_and_changes_nothing() throws Exception {
        var before = json(caller.call("GET", "/faults", "")).toString();

        var answer = faults("{\"errorRate\":0.7,\"mode\":\"explode\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/error/message").stringValue()).contains("mode", "oversize");
        assertThat(json(caller.call("GET", "/faults", "")).toString()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "drop", "garbage", "truncated", "oversize"})
    void the_knobs_the_counts_and_health_are_spared_by_every_mode(String mode) throws Exception {
        faults("{\"mode\":\"" + mode + "\"}");

        assertThat(json(caller.call("GET", "/faults", "")).get("mode").stringValue())
                .isEqualTo(mode);
        assertThat(calls().get("total").longValue()).isZero();
        assertThat(json(caller.call("GET", "/health", "")).get("status").stringValue())
                .isEqualTo("UP");
    }

    @Test
    void a_dropped_call_gets_no_answer() {
        assertThatThrownBy(() -> caller.paint(FOX, "X-Fault-Mode", "drop")).isInstanceOf(IOException.class);
    }

    @Test
    void garbage_is_ok_to_http_and_no_json() throws Exception {
        var answer = caller.paint(FOX, "X-Fault-Mode", "garbage");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> json(answer)).hasMessageContaining("JSON");
    }

    @Test
    void a_truncated_picture_is_the_first_half_of_the_whole_one() throws Exception {
        var whole = png(caller.paint(FOX), 0);

        var half = png(caller.paint(FOX, "X-Fault-Mode", "truncated"), 0);

        assertThat(half).isEqualTo(Arrays.copyOf(whole, whole.length / 2));
    }

    @Test
    void other_truncated_answers_end_half_way() throws Exception {
        var whole = caller.call("GET", "/v1/models", "").body();

        var half = caller.call("GET", "/v1/models", "", "X-Fault-Mode", "truncated")
                .body();

        assertThat(half).isEqualTo(Arrays.copyOf(whole, whole.length / 2));
    }

    @Test
    void an_oversize_answer_is_streamed_far_beyond_64_mebibytes() throws Exception {
        var answer = caller.stream("POST", IMAGES, FOX, "X-Fault-Mode", "oversize");

        assertThat(answer.statusCode()).isEqualTo(200);
        try (var body = answer.body()) {
            assertThat(body.skip(Long.MAX_VALUE)).isGreaterThan(96L << 20);
        }
    }

    @Test
    void a_caller_that_leaves_an_oversize_answer_harms_nobody() throws Exception {
        try (var body =
                caller.stream("POST", IMAGES, FOX, "X-Fault-Mode", "oversize").body()) {
            assertThat(body.readNBytes(1_000)).hasSize(1_000);
        }

        assertThat(caller.paint(FOX).statusCode()).isEqualTo(200);
    }

    @Test
    void a_latency_is_waited_before_the_answer() throws Exception {
        var begun = System.nanoTime();

        assertThat(caller.paint(FOX, "X-Fault-Latency-Millis", "250").statusCode())
                .isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    void a_hanging_call_ends_when_the_server_stops_and_the_stop_is_quick() throws Exception {
        var hanging = caller.later("POST", IMAGES, FOX, "X-Fault-Mode", "hang");
        assertThatThrownBy(() -> hanging.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(calls().get("total").longValue()).isEqualTo(1);

        var begun = System.nanoTime();
        stub.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        assertThatThrownBy(() -> hanging.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void a_taken_port_is_an_error_at_once() {
        assertThatThrownBy(() -> StubServer.start(stub.address(), () -> new SplittableRandom(1), () -> NOON))
                .isInstanceOf(BindException.class);
    }

    private HttpResponse<byte[]> faults(String order) throws Exception {
        return caller.call("PUT", "/faults", order);
    }

    private JsonNode calls() throws Exception {
        return json(caller.call("GET", "/calls", ""));
    }

    private static JsonNode parsed(String text) {
        return Json.MAPPER.readTree(text);
    }

    private static byte[] png(HttpResponse<byte[]> answer, int index) {
        return Base64.getDecoder()
                .decode(json(answer).get("data").get(index).get("b64_json").stringValue());
    }
}
