package dev.darkroom.stub.door;

import static dev.darkroom.stub.door.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// A server for each test, without latency, and who calls it.
@Timeout(60)
abstract class RunningStub {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final String FOX = "{\"prompt\":\"a fox\",\"size\":\"64x64\",\"seed\":7}";

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    StubServer stub;
    Caller caller;

    @BeforeEach
    void start_without_latency() throws Exception {
        stub = StubServer.start(ANY_PORT, ThreadLocalRandom::current, () -> NOON);
        caller = new Caller(stub);
        assertThat(faults("{\"latencyMillis\":[0,0]}").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        stub.close();
        caller.close();
    }

    HttpResponse<byte[]> faults(String order) throws Exception {
        return caller.call("PUT", "/faults", order);
    }

    JsonNode calls() throws Exception {
        return json(caller.call("GET", "/calls", ""));
    }

    static byte[] png(HttpResponse<byte[]> answer, int index) {
        return Base64.getDecoder()
                .decode(json(answer).get("data").get(index).get("b64_json").stringValue());
    }
}
