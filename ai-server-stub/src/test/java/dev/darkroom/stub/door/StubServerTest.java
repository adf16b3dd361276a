package dev.darkroom.stub.door;

import static dev.darkroom.stub.door.Caller.IMAGES;
import static dev.darkroom.stub.door.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.stub.wire.Json;
import java.net.BindException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The server around all of it: addresses, counts, the port.
class StubServerTest extends RunningStub {

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
    void a_taken_port_is_an_error_at_once() {
        assertThatThrownBy(() -> StubServer.start(stub.address(), () -> new SplittableRandom(1), () -> NOON))
                .isInstanceOf(BindException.class);
    }

    private static JsonNode parsed(String text) {
        return Json.MAPPER.readTree(text);
    }
}
