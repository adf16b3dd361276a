package dev.darkroom.stub.door;

import static dev.darkroom.stub.door.Caller.IMAGES;
import static dev.darkroom.stub.door.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Misbehaviour to order: the knobs, and what each mode does to a call.
class FaultKnobsTest extends RunningStub {

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
}
