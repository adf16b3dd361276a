package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.meters.MeterNames;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConductTest {

    private final UUID owner = UUID.randomUUID();
    private Database database;
    private Darkroom darkroom;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        this.database = database;
        darkroom = new Darkroom(
                database,
                broker,
                Map.of(
                        "darkroom.notifier.beat-every", "50ms",
                        "darkroom.notifier.limits.ping-every", "300ms",
                        "darkroom.notifier.limits.pong-within", "1s"));
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    @Test
    void a_client_that_answers_its_pings_stays() {
        try (var client = darkroom.listen(owner)) {
            eventually(() -> assertThat(client.frames("ping")).hasSizeGreaterThan(4));
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void a_client_that_does_not_answer_a_ping_is_let_go() {
        try (var client = Client.open(bearer(), darkroom.notifier.socket(""), false)) {
            client.awaitClose(4408);
            assertThat(client.frames("ping")).hasSize(1);
        }
    }

    @Test
    void a_ping_tells_the_head_and_brings_what_no_nudge_told_of() throws IOException {
        var quiet = UUID.randomUUID();
        var envelope = Files.readString(Path.of("../docs/contracts/event-envelope.json"))
                .strip();
        try (var client = darkroom.listen(quiet)) {
            client.awaitFrame("welcome");
            database.jdbc().update("update notification_stream set head = 1 where owner_id = ?", quiet);
            database.jdbc()
                    .update(
                            "insert into notification (owner_id, seq, event_id, generation_id, type, envelope)"
                                    + " values (?, 1, gen_random_uuid(), gen_random_uuid(), 't', ?)",
                            quiet,
                            envelope);

            client.awaitFrame("event");
            assertThat(client.heard()).anyMatch(frame -> frame.endsWith(envelope + "}"));
            eventually(
                    () -> assertThat(client.frames("ping").getLast().get("head").longValue())
                            .isEqualTo(1));
        }
    }

    @Test
    void the_third_message_nobody_understands_ends_the_session() {
        try (var client = darkroom.listen(owner)) {
            client.say("what is this");
            client.say("{\"type\":\"subscribe\",\"id\":\"c9\"}");
            eventually(() -> assertThat(client.frames("error")).hasSize(2));
            assertThat(client.isOpen()).isTrue();
            client.say("{}");
            client.awaitClose(4400);

            assertThat(client.frames("error"))
                    .hasSize(3)
                    .allSatisfy(
                            error -> assertThat(error.get("code").stringValue()).isEqualTo("BAD_MESSAGE"));
            assertThat(client.frames("error").get(1).get("id").stringValue()).isEqualTo("c9");
        }
    }

    @Test
    void the_121st_message_of_a_minute_ends_the_session() {
        try (var client = Client.open(bearer(), darkroom.notifier.socket(""), false)) {
            IntStream.range(0, 120).forEach(_ -> client.say("{\"type\":\"pong\"}"));
            assertThat(client.isOpen()).isTrue();
            client.say("{\"type\":\"pong\"}");
            client.awaitClose(4429);
        }
    }

    @Test
    void a_message_of_four_kilobytes_is_read_and_one_byte_more_is_not() {
        try (var client = darkroom.listen(owner)) {
            client.say(subscribe(4096));
            client.awaitFrame("error");
            client.say(subscribe(4097));
            client.awaitClose(1009);
        }
    }

    @Test
    void the_limit_counts_bytes_and_not_characters() {
        try (var client = darkroom.listen(owner)) {
            client.say("{\"type\":\"" + "狐".repeat(1_400) + "\"}");
            client.awaitClose(1009);
        }
    }

    @Test
    void a_message_in_parts_is_one_message_and_its_parts_count_together() {
        try (var client = darkroom.listen(owner)) {
            client.sayPart("{\"type\":\"ack\",", false);
            client.sayPart("\"id\":", false);
            client.sayPart("\"c7\"}", true);
            assertThat(client.awaitFrame("error").get("id").stringValue()).isEqualTo("c7");
            IntStream.range(0, 5).forEach(_ -> client.sayPart("x".repeat(1_000), false));
            client.awaitClose(1009);
        }
    }

    @Test
    void a_binary_message_is_refused() {
        try (var client = darkroom.listen(owner)) {
            client.socket().sendBinary(ByteBuffer.allocate(3), true).join();
            client.awaitClose(1003);
        }
    }

    @Test
    void a_client_that_closes_is_forgotten() {
        eventually(() -> assertInside(0));
        try (var client = darkroom.listen(UUID.randomUUID())) {
            client.awaitFrame("welcome");
            assertInside(1);
            client.socket().sendClose(1000, "bye").join();
            client.awaitClose(1000);
            eventually(() -> assertInside(0));
        }
    }

    private void assertInside(int sessions) {
        for (var gauge : List.of(MeterNames.SESSIONS, MeterNames.PLACES)) {
            assertThat(darkroom.notifier
                            .part(MeterRegistry.class)
                            .get(gauge)
                            .gauge()
                            .value())
                    .as(gauge)
                    .isEqualTo(sessions);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate", "permessage-deflate; client_max_window_bits, x-other"})
    void compression_is_off(String offered) throws IOException {
        try (var raw = new Socket(InetAddress.getLoopbackAddress(), darkroom.notifier.port())) {
            raw.getOutputStream()
                    .write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Extensions: " + offered + "\r\n"
                                    + "Authorization: Bearer " + darkroom.keys.token(owner) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(raw.getInputStream(), StandardCharsets.US_ASCII));

            assertThat(answer.readLine()).contains("101");
            assertThat(answer.lines().takeWhile(line -> !line.isEmpty()).toList())
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-extensions"));
        }
    }

    private WebSocket.Builder bearer() {
        return Client.HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + darkroom.keys.token(owner));
    }

    /// An unknown message of exactly that many bytes.
    private static String subscribe(int bytes) {
        var message = "{\"type\":\"subscribe\",\"pad\":\"\"}";
        return message.replace("\"\"", "\"" + "x".repeat(bytes - message.length()) + "\"");
    }
}
