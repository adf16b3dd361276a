package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.path.RawSocket.Answer;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrowdTest {

    private Database database;
    private Broker broker;
    private Darkroom darkroom;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        this.database = database;
        this.broker = broker;
        darkroom = new Darkroom(
                database,
                broker,
                Map.of(
                        "darkroom.notifier.doors.sessions-per-address", "3",
                        "darkroom.notifier.doors.sessions", "5",
                        "server.forward-headers-strategy", "native"));
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    @Test
    void one_session_more_than_an_address_may_have_waits_outside_until_another_ends_however_it_ends() throws Exception {
        try (var closes = welcomed();
                var breaks = welcomed();
                var misbehaves = welcomed()) {
            var refused = knock(darkroom.keys.token(UUID.randomUUID()), "127.0.0.1");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).containsExactly("10");

            closes.close(1000, "");
            closes.readToTheEnd();
            eventually(() -> assertThat(places()).isEqualTo(2));
            breaks.hangUp();
            eventually(() -> assertThat(places()).isEqualTo(1));
            misbehaves.send(RawSocket.LAST | RawSocket.BINARY, "x");
            eventually(() -> assertThat(places()).isZero());
            welcomed().close();
        }
        eventually(() -> assertThat(places()).isZero());
    }

    @Test
    void who_is_refused_for_another_reason_takes_no_place() throws IOException {
        for (var i = 0; i < 4; i++) {
            assertThat(knock("nonsense", "127.0.0.1").status()).isEqualTo(401);
        }
        assertThat(places()).isZero();
    }

    @Test
    void clients_behind_a_proxy_count_by_their_own_addresses_until_the_server_is_full() throws Exception {
        var inside = new ArrayList<RawSocket>();
        try {
            for (var address : new String[] {"192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3"}) {
                var socket = RawSocket.to(darkroom.notifier.port());
                inside.add(socket);
                assertThat(socket.ask("/ws", handshake(darkroom.keys.token(UUID.randomUUID()), address))
                                .status())
                        .isEqualTo(101);
            }
            var refused = knock(darkroom.keys.token(UUID.randomUUID()), "192.0.2.4");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).containsExactly("1");
        } finally {
            for (var socket : inside) {
                socket.close();
            }
        }
        eventually(() -> assertThat(places()).isZero());
    }

    @Test
    void more_handshakes_than_a_second_may_bring_are_sent_away_and_welcome_later() throws IOException {
        var token = darkroom.keys.token(UUID.randomUUID());
        try (var narrow = darkroom.startNotifier(
                database, broker, Map.of("darkroom.notifier.doors.handshakes-per-second", "3"))) {
            var refused = new ArrayList<Answer>();
            for (var i = 0; i < 200 && refused.isEmpty(); i++) {
                var answer = knock(narrow.port(), token, "127.0.0.1");
                if (answer.status() != 101) {
                    refused.add(answer);
                }
            }
            assertThat(refused).singleElement().satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).containsExactly("1");
            });
            eventually(() -> assertThat(knock(narrow.port(), token, "127.0.0.1").status())
                    .isEqualTo(101));
        }
    }

    private RawSocket welcomed() throws IOException {
        var socket = RawSocket.open(darkroom.notifier.port(), "Bearer " + darkroom.keys.token(UUID.randomUUID()));
        socket.read();
        return socket;
    }

    private Answer knock(String token, String address) throws IOException {
        return knock(darkroom.notifier.port(), token, address);
    }

    private static Answer knock(int port, String token, String address) throws IOException {
        try (var socket = RawSocket.to(port)) {
            return socket.ask("/ws", handshake(token, address));
        }
    }

    private static Map<String, String> handshake(String token, String address) {
        var headers = RawSocket.handshake("Bearer " + token);
        headers.put("X-Forwarded-For", address);
        return headers;
    }

    private double places() {
        return darkroom.notifier
                .part(MeterRegistry.class)
                .get("darkroom.notifier.places")
                .gauge()
                .value();
    }
}
