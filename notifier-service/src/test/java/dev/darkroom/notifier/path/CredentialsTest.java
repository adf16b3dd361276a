package dev.darkroom.notifier.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.identity.ApiKeyText;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialsTest {

    private static final String PAGE = "https://app.example.org";

    private Database database;
    private final UUID owner = UUID.randomUUID();
    private Darkroom darkroom;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        this.database = database;
        darkroom = new Darkroom(
                database,
                broker,
                Map.of(
                        "darkroom.cors.origins", PAGE,
                        "darkroom.notifier.public-url", "https://push.example.org",
                        "darkroom.notifier.limits.reauth-ahead", "3s"));
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    @Test
    void a_bearer_is_traded_for_a_ticket_that_opens_a_socket() throws Exception {
        var answer = darkroom.askForTicket("Bearer " + darkroom.keys.token(owner));
        var issued = WireJson.mapper().readTree(answer.body());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(issued.get("expiresIn").longValue()).isEqualTo(30);
        assertThat(issued.get("url").stringValue()).isEqualTo("wss://push.example.org/ws");
        try (var client = Client.withTicket(
                darkroom.notifier.socket(""), issued.get("ticket").stringValue())) {
            client.awaitFrame("welcome");
            assertThat(client.socket().getSubprotocol()).isEqualTo("darkroom.v1");
        }
    }

    @Test
    void a_ticket_works_once_even_for_many_at_the_same_moment() throws Exception {
        var ticket = darkroom.ticket(owner);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = threads.invokeAll(IntStream.range(0, 12)
                    .<Callable<Integer>>mapToObj(_ -> () -> statusOfHandshake(
                            Client.HTTP.newWebSocketBuilder().subprotocols("darkroom.v1", "ticket." + ticket)))
                    .toList());

            assertThat(tries)
                    .extracting(tried -> tried.get())
                    .containsOnlyOnce(101)
                    .contains(401);
        }
    }

    @Test
    void a_ticket_too_old_opens_nothing() throws Exception {
        var ticket = darkroom.ticket(owner);
        database.jdbc().update("update stream_ticket set expires_at = now()");

        assertThat(statusWithTicket(ticket)).isEqualTo(401);
    }

    @Test
    void a_ticket_whose_bearer_has_expired_opens_nothing() throws Exception {
        var ticket = darkroom.ticket(owner);
        database.jdbc().update("update stream_ticket set session_until = now() - interval '1 second'");

        assertThat(statusWithTicket(ticket)).isEqualTo(401);
    }

    @Test
    void only_the_hash_of_a_ticket_is_stored_and_old_ones_are_cleared_away() throws Exception {
        database.jdbc().execute("truncate stream_ticket");
        var old = darkroom.ticket(owner);
        database.jdbc().update("update stream_ticket set expires_at = now() - interval '1 second'");
        darkroom.ticket(owner);

        assertThat(database.jdbc().queryForList("select encode(ticket_hash, 'escape') from stream_ticket"))
                .singleElement()
                .asString()
                .doesNotContain(old);
    }

    @Test
    void a_ticket_needs_a_bearer() throws Exception {
        assertThat(darkroom.askForTicket("Bearer nonsense").statusCode()).isEqualTo(401);
        assertThat(darkroom.askForTicket("Basic dXNlcjpwYXNz").statusCode()).isEqualTo(401);
    }

    @Test
    void an_api_key_opens_a_socket_too() {
        var key = ApiKeyText.make(new SecureRandom());
        database.jdbc().update("""
                        insert into account (id, email, password_hash, roles) values (?, ?, 'x', '{USER}')
                        """, owner, owner + "@example.org");
        database.jdbc().update("""
                        insert into api_key (id, owner_id, name, key_hash, last_four) values (?, ?, 'k', ?, 'xxxx')
                        """, UUID.randomUUID(), owner, ApiKeyText.hash(key));
        try (var client = Client.withBearer(darkroom.notifier.socket(""), key)) {
            client.awaitFrame("welcome");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer nonsense", "Bearer drk_nonsense", "Basic dXNlcjpwYXNz", "nonsense"})
    void a_credential_that_proves_nothing_is_refused_before_the_upgrade(String authorization) {
        assertThat(statusOfHandshake(Client.HTTP.newWebSocketBuilder().header("Authorization", authorization)))
                .isEqualTo(401);
    }

    @Test
    void an_expired_token_is_refused() {
        assertThat(statusWithBearer(darkroom.keys.token(owner, Duration.ofMinutes(-1)), ""))
                .isEqualTo(401);
    }

    @Test
    void without_a_credential_the_answer_is_a_problem_and_a_challenge() throws Exception {
        var answer = get("/ws");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(WireJson.mapper().readTree(answer.body()).get("code").stringValue())
                .isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void a_plain_request_with_a_credential_is_told_what_this_address_takes() throws Exception {
        var answer = get("/ws", "Authorization", "Bearer " + darkroom.keys.token(owner));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("WebSocket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "ticket"})
    void a_credential_in_the_address_is_refused_even_beside_a_good_one(String parameter) {
        var token = darkroom.keys.token(owner);

        assertThat(statusWithBearer(token, "?" + parameter + "=" + token)).isEqualTo(400);
    }

    @Test
    void only_listed_pages_may_open_a_socket_and_a_refused_page_spends_no_ticket() throws Exception {
        var ticket = darkroom.ticket(owner);
        var offer = Client.HTTP.newWebSocketBuilder().subprotocols("darkroom.v1", "ticket." + ticket);

        assertThat(statusOfHandshake(offer.header("Origin", PAGE + ".evil.example")))
                .isEqualTo(403);
        assertThat(statusOfHandshake(Client.HTTP
                        .newWebSocketBuilder()
                        .subprotocols("darkroom.v1", "ticket." + ticket)
                        .header("Origin", PAGE)))
                .isEqualTo(101);
    }

    @Test
    void a_client_that_offers_other_protocols_only_is_told_ours() {
        assertThat(statusOfHandshake(Client.HTTP
                        .newWebSocketBuilder()
                        .subprotocols("graphql-ws")
                        .header("Authorization", "Bearer " + darkroom.keys.token(owner))))
                .isEqualTo(400);
    }

    @Test
    void a_page_of_a_listed_origin_may_ask_for_a_ticket() throws Exception {
        var preflight = Client.HTTP.send(
                HttpRequest.newBuilder(darkroom.notifier.http("/api/notification/ticket"))
                        .header("Origin", PAGE)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(PAGE);
    }

    @Test
    void a_session_asks_for_a_ticket_before_its_end_and_stays_when_it_gets_one() throws Exception {
        var ticket = darkroom.ticket(darkroom.keys.token(owner, Duration.ofSeconds(5)));
        try (var client = Client.withTicket(darkroom.notifier.socket(""), ticket)) {
            client.awaitFrame("reauth");
            client.say("{\"type\":\"auth\",\"id\":\"a1\",\"ticket\":\"" + darkroom.ticket(UUID.randomUUID()) + "\"}");
            client.say("{\"type\":\"auth\",\"id\":\"a2\",\"ticket\":\"" + darkroom.ticket(owner) + "\"}");

            assertThat(client.awaitFrame("ok").get("id").stringValue()).isEqualTo("a2");
            var refusal = client.awaitFrame("error");
            assertThat(refusal.get("id").stringValue()).isEqualTo("a1");
            assertThat(refusal.get("code").stringValue()).isEqualTo("UNAUTHENTICATED");
        }
    }

    @Test
    void a_session_ends_with_its_credential() throws Exception {
        var ticket = darkroom.ticket(darkroom.keys.token(owner, Duration.ofSeconds(2)));
        try (var client = Client.withTicket(darkroom.notifier.socket(""), ticket)) {
            client.awaitClose(4401);

            assertThat(client.frames("reauth")).hasSize(1);
        }
    }

    private int statusWithTicket(String ticket) {
        return statusOfHandshake(Client.HTTP.newWebSocketBuilder().subprotocols("darkroom.v1", "ticket." + ticket));
    }

    private int statusWithBearer(String token, String query) {
        return statusOfHandshake(Client.HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + token), query);
    }

    private int statusOfHandshake(WebSocket.Builder builder) {
        return statusOfHandshake(builder, "");
    }

    private int statusOfHandshake(WebSocket.Builder builder, String query) {
        try {
            Client.open(builder, darkroom.notifier.socket(query), true).close();
            return 101;
        } catch (CompletionException refused) {
            assertThat(refused).hasCauseInstanceOf(WebSocketHandshakeException.class);
            return refused.getCause() instanceof WebSocketHandshakeException handshake
                    ? handshake.getResponse().statusCode()
                    : 0;
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(darkroom.notifier.http(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return Client.HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
