package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventStreamTest {

    private static final String PAGE = "https://app.example.org";

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
                        "darkroom.cors.origins", PAGE,
                        "darkroom.notifier.beat-every", "50ms",
                        "darkroom.notifier.limits.ping-every", "500ms",
                        "darkroom.notifier.limits.pong-within", "3s",
                        "darkroom.notifier.limits.sessions-per-owner", "3",
                        "darkroom.notifier.limits.stall-after", "5s"));
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    @Test
    void the_stream_begins_with_a_welcome_and_brings_each_event_with_its_cursor() throws Exception {
        var owner = UUID.randomUUID();
        try (var listener = listen(owner, "")) {
            var welcome = listener.await("welcome");
            var event = darkroom.events.completed(owner);
            listener.awaitNotifications(1);

            assertThat(listener.otherLines()).containsExactly("retry: 3000");
            assertThat(welcome.id()).isNull();
            assertThat(welcome.json().get("type").stringValue()).isEqualTo("welcome");
            assertThat(welcome.json().at("/resume/mode").stringValue()).isEqualTo("unacknowledged");
            var notification = listener.heard("notification").getFirst();
            assertThat(notification.json().get("id").stringValue()).isEqualTo(event.toString());
            assertThat(notification.id())
                    .isEqualTo(welcome.json().get("cursor").stringValue().replaceFirst(":0$", ":1"));
            var headers = listener.answer().headers();
            assertThat(headers.firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
            assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
            assertThat(headers.firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(headers.firstValue("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void socket_and_stream_tell_the_same_bytes_in_the_same_order() throws Exception {
        var owner = UUID.randomUUID();
        try (var client = darkroom.listen(owner);
                var listener = listen(owner, "")) {
            client.awaitFrame("welcome");
            listener.await("welcome");
            darkroom.events.completed(owner, "{\"prompt\":\"" + "狐".repeat(15_000) + "\"}");
            IntStream.range(0, 120)
                    .forEach(n -> darkroom.events.completed(owner, "{ \"prompt\" : \"🦊 \\u00e9 " + n + "\" }"));
            client.awaitEvents(121);
            listener.awaitNotifications(121);

            assertThat(listener.heard("notification").stream()
                            .map(event -> "{\"type\":\"event\",\"cursor\":\"" + event.id() + "\",\"seq\":"
                                    + String.valueOf(event.id()).replaceFirst(".*:", "")
                                    + ",\"replay\":false,\"event\":" + event.data() + "}")
                            .toList())
                    .isEqualTo(client.heard().stream()
                            .filter(frame -> frame.startsWith("{\"type\":\"event\""))
                            .map(frame -> frame.replaceFirst(",\"unacknowledged\":\\d+", ""))
                            .toList());
        }
    }

    @Test
    void an_event_whose_text_has_several_lines_arrives_as_one() throws Exception {
        var owner = UUID.randomUUID();
        try (var listener = listen(owner, "")) {
            darkroom.events.completed(owner, "{\n  \"prompt\": \"a\\nb\"\n}");
            listener.awaitNotifications(1);

            assertThat(listener.heard("notification").getFirst().data())
                    .isEqualTo(database.jdbc()
                            .queryForObject(
                                    "select envelope from notification where owner_id = ?", String.class, owner))
                    .contains("{\n  \"prompt\": \"a\\nb\"\n}");
        }
    }

    @Test
    void the_last_id_brings_everything_after_it_in_order_then_live_and_outranks_the_address() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 450);
        var epoch = darkroom.epoch(owner);
        try (var listener = listen(owner, "?after=" + epoch + ":440", "Last-Event-ID", epoch + ":20");
                var other = listen(owner, "?after=" + epoch + "%3A440")) {
            IntStream.range(0, 50).forEach(_ -> darkroom.events.completed(owner));
            listener.awaitNotifications(480);
            other.awaitNotifications(60);

            assertThat(listener.await("welcome").json().at("/resume/after").longValue())
                    .isEqualTo(20);
            assertThat(listener.ids()).isEqualTo(cursors(epoch, 21, 500));
            assertThat(other.ids()).isEqualTo(cursors(epoch, 441, 500));
            assertThat(listener.heard("notification").stream()
                            .map(Listener.Event::data)
                            .toList())
                    .isEqualTo(database.jdbc()
                            .queryForList(
                                    "select envelope from notification where owner_id = ? and seq > 20 order by seq",
                                    String.class,
                                    owner));
            assertThat(listener.heard("gap")).isEmpty();
        }
    }

    @Test
    void progress_is_the_bare_event_and_leaves_the_place_where_it_was() throws Exception {
        var owner = UUID.randomUUID();
        var generation = UUID.randomUUID();
        awaitEar();
        try (var listener = listen(owner, "")) {
            listener.await("welcome");
            darkroom.events.progressed(owner, generation, 1, Instant.now());

            var progress = listener.await("progress");
            assertThat(progress.id()).isNull();
            assertThat(progress.json().get("subject").stringValue()).isEqualTo(generation.toString());
            assertThat(listener.lastId()).isEqualTo(darkroom.epoch(owner) + ":0");
        }
    }

    @Test
    void a_replay_that_skips_numbers_leaves_the_place_after_all_of_them() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 4);
        database.jdbc().update("update notification set acknowledged_at = now() where owner_id = ? and seq > 2", owner);
        database.jdbc().update("update notification_stream set unacknowledged = 2 where owner_id = ?", owner);
        var through = darkroom.epoch(owner) + ":4";
        try (var listener = listen(owner, "")) {
            eventually(() -> assertThat(listener.lastId()).isEqualTo(through));

            assertThat(listener.ids()).isEqualTo(cursors(darkroom.epoch(owner), 1, 2));
            assertThat(listener.heard("gap")).isEmpty();
        }
        try (var again = listen(owner, "", "Last-Event-ID", through)) {
            assertThat(again.await("welcome").json().at("/resume/count").longValue())
                    .isZero();
        }
    }

    @Test
    void a_revoked_sign_in_loses_its_stream_and_is_refused_when_it_comes_back() throws Exception {
        var owner = UUID.randomUUID();
        var signIn = UUID.randomUUID();
        var token = darkroom.keys.token(owner, signIn, Duration.ofMinutes(15));
        awaitEar();
        try (var listener = Listener.open(darkroom.notifier.http("/sse"), token)) {
            listener.await("welcome");
            darkroom.events.revoked(owner, signIn);
            listener.awaitEnd();
        }
        var refused = get("/sse", Map.of("Authorization", "Bearer " + token));
        assertRefused(refused, 401, "UNAUTHENTICATED");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        eventually(() -> assertThat(
                        meters().get("darkroom.notifier.places").gauge().value())
                .isEqualTo(sessions()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "zzzz:2", "EPOCH:999"})
    void an_id_that_proves_nothing_is_answered_with_a_gap_and_then_live(String id) throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 4);
        try (var listener = listen(owner, "", "Last-Event-ID", id.replace("EPOCH", darkroom.epoch(owner)))) {
            var gap = listener.await("gap");
            darkroom.events.completed(owner);
            listener.awaitNotifications(1);

            assertThat(gap.id()).isEqualTo(darkroom.epoch(owner) + ":4");
            assertThat(gap.json().get("from").longValue()).isEqualTo(1);
            assertThat(gap.json().get("to").longValue()).isEqualTo(4);
            assertThat(listener.ids()).isEqualTo(cursors(darkroom.epoch(owner), 5, 5));
        }
    }

    @Test
    void pings_carry_the_head_and_the_count_and_nobody_has_to_answer() throws Exception {
        var owner = UUID.randomUUID();
        darkroom.store(owner, 2);
        try (var listener = listen(owner, "")) {
            eventually(() -> assertThat(listener.heard("ping")).hasSizeGreaterThan(4));

            assertThat(listener.heard("ping"))
                    .allSatisfy(ping -> assertThat(ping)
                            .isEqualTo(new Listener.Event(null, "ping", "{\"head\":2,\"unacknowledged\":2}")));
            assertThat(listener.hasEnded()).isFalse();
        }
    }

    @Test
    void the_stream_ends_with_its_token_and_says_so() throws Exception {
        var owner = UUID.randomUUID();
        try (var listener =
                Listener.open(darkroom.notifier.http("/sse"), darkroom.keys.token(owner, Duration.ofSeconds(3)))) {
            listener.awaitEnd();

            assertThat(listener.heard().getLast().name()).isEqualTo("reconnect");
            assertThat(listener.heard().getLast().json().get("afterMillis").longValue())
                    .isZero();
        }
        eventually(() -> assertThat(sessions()).isZero());
    }

    @Test
    void a_stranger_and_a_token_in_the_address_are_refused() throws Exception {
        assertRefused(get("/sse", Map.of()), 401, "UNAUTHENTICATED");
        assertRefused(get("/sse", Map.of("Authorization", "Bearer nonsense")), 401, "UNAUTHENTICATED");
        var bearer = "Bearer " + darkroom.keys.token(UUID.randomUUID());
        for (var name : List.of("access_token", "Token", "ticket")) {
            assertRefused(get("/sse?" + name + "=x", Map.of("Authorization", bearer)), 400, "VALIDATION_FAILED");
        }
        assertRefused(
                get("/sse", Map.of("Authorization", bearer, "Accept", "application/json")), 406, "NOT_ACCEPTABLE");
        assertRefused(
                get("/sse", Map.of("Authorization", bearer, "Origin", "https://elsewhere.example")), 403, "FORBIDDEN");
    }

    @Test
    void a_page_of_a_listed_origin_may_listen() throws Exception {
        try (var listener = listen(UUID.randomUUID(), "", "Origin", PAGE)) {
            listener.await("welcome");
            assertThat(listener.answer().headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(PAGE);
        }
    }

    @Test
    void asking_for_the_head_only_opens_nothing() throws Exception {
        var answer = Client.HTTP.send(
                HttpRequest.newBuilder(darkroom.notifier.http("/sse"))
                        .header("Authorization", "Bearer " + darkroom.keys.token(UUID.randomUUID()))
                        .HEAD()
                        .build(),
                BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void one_session_more_than_an_owner_may_have_is_refused_before_it_begins() throws Exception {
        var owner = UUID.randomUUID();
        var bearer = "Bearer " + darkroom.keys.token(owner);
        try (var socket = darkroom.listen(owner);
                var one = listen(owner, "");
                var two = listen(owner, "")) {
            socket.awaitFrame("welcome");
            one.await("welcome");
            two.await("welcome");
            var refused = get("/sse", Map.of("Authorization", bearer));
            assertRefused(refused, 429, "RATE_LIMITED");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            try (var four = darkroom.listen(owner)) {
                four.awaitClose(4430);
            }
            one.goAway();
            eventually(() -> {
                try (var again = listen(owner, "")) {
                    again.await("welcome");
                }
            });
        }
    }

    @Test
    void a_reader_who_stops_delays_nobody_and_is_let_go() throws Exception {
        var busy = UUID.randomUUID();
        var stalled = closes("4470");
        try (var deaf = deaf(busy);
                var attentive = listen(busy, "");
                var client = darkroom.listen(busy)) {
            attentive.await("welcome");
            client.awaitFrame("welcome");
            var long60k = "{\"prompt\":\"" + "x".repeat(60_000) + "\"}";
            IntStream.range(0, 300).forEach(_ -> darkroom.events.completed(busy, long60k));
            attentive.awaitNotifications(300);
            client.awaitEvents(300);

            assertThat(attentive.ids()).isEqualTo(cursors(darkroom.epoch(busy), 1, 300));
            eventually(() -> assertThat(closes("4470")).isEqualTo(stalled + 1));
            assertThat(attentive.hasEnded()).isFalse();
            assertThat(client.isOpen()).isTrue();
            assertThat(deaf.isClosed()).isFalse();
        }
    }

    @Test
    void a_client_that_went_away_is_noticed_by_its_next_ping() throws Exception {
        eventually(() -> assertThat(sessions()).isZero());
        var gone = IntStream.range(0, 20)
                .mapToObj(_ -> deafQuietly(UUID.randomUUID()))
                .toList();
        eventually(() -> assertThat(sessions()).as(this::closes).isEqualTo(20));
        for (var socket : gone) {
            socket.close();
        }
        eventually(() -> assertThat(sessions()).isZero());
    }

    @Test
    void a_server_that_stops_says_so_and_does_not_wait_for_those_who_do_not_read() throws Exception {
        var owner = UUID.randomUUID();
        var other = darkroom.startNotifier(
                database,
                broker,
                Map.of("darkroom.notifier.limits.stall-after", "2s", "darkroom.notifier.drain", "500ms"));
        try (var listener = Listener.open(other.http("/sse"), darkroom.keys.token(owner));
                var deaf = deaf(owner, other.port())) {
            listener.await("welcome");
            var long60k = "{\"prompt\":\"" + "x".repeat(60_000) + "\"}";
            IntStream.range(0, 200).forEach(_ -> darkroom.events.completed(owner, long60k));
            listener.awaitNotifications(200);
            var began = System.nanoTime();
            other.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            listener.awaitEnd();
            assertThat(listener.heard().getLast().name()).isEqualTo("reconnect");
            assertThat(deaf.isClosed()).isFalse();
        }
    }

    private Listener listen(UUID owner, String query, String... headers) throws IOException, InterruptedException {
        return Listener.open(darkroom.notifier.http("/sse" + query), darkroom.keys.token(owner), headers);
    }

    private Socket deaf(UUID owner) throws IOException {
        return deaf(owner, darkroom.notifier.port());
    }

    /// Asks for a stream and never reads it.
    private Socket deaf(UUID owner, int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("GET /sse HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + darkroom.keys.token(owner)
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Socket deafQuietly(UUID owner) {
        try {
            return deaf(owner);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private HttpResponse<String> get(String path, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(darkroom.notifier.http(path));
        headers.forEach(request::header);
        return Client.HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(WireJson.mapper().readTree(answer.body()).get("code").stringValue())
                .isEqualTo(code);
    }

    private static List<String> cursors(String epoch, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> epoch + ":" + seq)
                .toList();
    }

    private double closes(String code) {
        return meters().counter("darkroom.notifier.closes", "code", code).count();
    }

    /// How sessions have ended so far.
    private String closes() {
        return meters().find("darkroom.notifier.closes").counters().stream()
                .map(counter -> counter.getId().getTag("code") + ": " + counter.count())
                .toList()
                .toString();
    }

    /// Signals and progress are heard from then on.
    private void awaitEar() {
        eventually(() -> assertThat(meters().get("darkroom.notifier.signals.listening")
                        .gauge()
                        .value())
                .isEqualTo(1));
    }

    private double sessions() {
        return meters().get("darkroom.notifier.sessions").gauge().value();
    }

    private MeterRegistry meters() {
        return darkroom.notifier.part(MeterRegistry.class);
    }
}
