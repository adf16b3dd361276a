package dev.darkroom.system;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent, the answer is a problem that tells the client what to mend, and never a fault of ours.
@Order(2)
@ExtendWith(OnTheSite.class)
class BadInputIT {

    private static final String MISSING = UUID.nameUUIDFromBytes(new byte[16]).toString();

    @TestFactory
    Stream<DynamicTest> a_body_that_is_no_order_is_refused(Site site) {
        var owner = site.newOwner();
        return bodies().entrySet().stream()
                .map(body -> DynamicTest.dynamicTest(
                        label(body.getKey()),
                        () -> owner.api().post("/api/generation", body.getKey()).expectProblem(400, body.getValue())));
    }

    @Test
    void what_is_wrong_is_said_field_by_field(Site site) {
        var problem = site.newOwner()
                .api()
                .post("/api/generation", """
                        {"prompt":" ","width":65,"count":9}""")
                .expectProblem(400, "VALIDATION_FAILED")
                .json();

        assertThat(problem.path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString()))
                .containsExactlyInAnyOrder("prompt", "width", "count");
    }

    @TestFactory
    Stream<DynamicTest> a_request_that_fits_nothing_is_refused(Site site) {
        var api = site.newOwner().api();
        var order = """
                {"prompt":"a"}""";
        var cases = new LinkedHashMap<String, Executable>();
        for (var id : List.of("17", "x", "%00", "null", "00000000-0000-0000-0000-00000000000g", "..%2f..%2fetc")) {
            cases.put(
                    "GET " + id,
                    () -> assertThat(api.get("/api/generation/" + id).status()).isIn(400, 404));
        }
        cases.put("id that is no UUID", () -> api.get("/api/generation/17").expectProblem(400, "VALIDATION_FAILED"));
        cases.put("id of nothing", () -> api.get("/api/generation/" + MISSING).expectProblem(404, "NOT_FOUND"));
        cases.put(
                "attempts of nothing",
                () -> api.get("/api/generation/%s/attempts".formatted(MISSING)).expectProblem(404, "NOT_FOUND"));
        cases.put(
                "events of nothing",
                () -> api.get("/api/generation/%s/events".formatted(MISSING)).expectProblem(404, "NOT_FOUND"));
        cases.put("image that is no UUID", () -> api.get("/api/image/17").expectProblem(400, "VALIDATION_FAILED"));
        cases.put("no such address", () -> api.get("/api/nothing").expectProblem(404, "NOT_FOUND"));
        cases.put("wrong method", () -> api.put("/api/generation", order).expectProblem(405, "METHOD_NOT_ALLOWED"));
        for (var type : List.of("text/plain", "application/xml", "multipart/form-data", "application/x-protobuf")) {
            cases.put(
                    "as " + type,
                    () -> send(api, "Content-Type", type, order).expectProblem(415, "UNSUPPORTED_MEDIA_TYPE"));
        }
        cases.put(
                "no body",
                () -> Http.send(api.request("/api/generation")
                                .header("Content-Type", "application/json")
                                .POST(noBody()))
                        .expectProblem(400, "VALIDATION_FAILED"));
        cases.put(
                "another version",
                () -> Http.send(api.request("/api/generation")
                                .header("API-Version", "99")
                                .GET())
                        .expectProblem(400, "UNSUPPORTED_VERSION"));
        cases.put(
                "answer as XML",
                () -> Http.send(api.request("/api/generation")
                                .header("Accept", "application/xml")
                                .GET())
                        .expectProblem(406, "NOT_ACCEPTABLE"));
        for (var query : List.of(
                "limit=0",
                "limit=101",
                "limit=x",
                "cursor=!!",
                "status=DONE",
                "createdAfter=yesterday",
                "colour=red")) {
            cases.put(query, () -> api.get("/api/generation?" + query).expectProblem(400, "VALIDATION_FAILED"));
        }
        cases.put("empty key", () -> send(api, "Idempotency-Key", "", order).expectProblem(400, "VALIDATION_FAILED"));
        cases.put(
                "long key",
                () -> send(api, "Idempotency-Key", "k".repeat(256), order).expectProblem(400, "VALIDATION_FAILED"));
        return cases.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), each.getValue()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ten_megabytes_are_refused_before_they_have_arrived(boolean chunked, Site site) throws Exception {
        var owner = site.newOwner();

        var answer = BigBody.post(owner.api().base(), String.valueOf(owner.api().bearer()), chunked);

        assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json", "PAYLOAD_TOO_LARGE");
    }

    @TestFactory
    Stream<DynamicTest> a_token_that_is_not_good_opens_nothing(Site site) throws Exception {
        var owner = site.newOwner();
        var good = String.valueOf(owner.api().bearer());
        var id = owner.order("mine").id();
        return new Tokens(good, site.signingKey())
                .bad().entrySet().stream()
                        .map(bad -> DynamicTest.dynamicTest(
                                bad.getKey(), () -> refusedEverywhere(site, id, bad.getValue())));
    }

    @Test
    void nobody_is_let_in_without_a_token(Site site) {
        var id = site.newOwner().order("mine").id();

        refusedEverywhere(site, id, null);
    }

    private static void refusedEverywhere(Site site, String id, @Nullable String token) {
        var api = site.api().as(token);
        var notifier = site.notifier().as(token);
        for (var answer : List.of(
                api.get("/api/generation/" + id),
                api.get("/api/generation"),
                api.post("/api/generation", """
                        {"prompt":"a"}"""),
                api.get("/api/account/me"),
                notifier.post("/api/notification/ticket", ""))) {
            answer.expectProblem(401, "UNAUTHENTICATED");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
        isRefused(401, () -> Socket.open(notifier, null));
    }

    private static void isRefused(int status, ThrowingCallable handshake) {
        assertThatThrownBy(handshake)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void a_ticket_opens_one_socket_once_and_a_token_in_an_address_none(Site site) {
        var owner = site.newOwner();
        var ticket = owner.notifier()
                .post("/api/notification/ticket", "")
                .expect(201)
                .json()
                .path("ticket")
                .asString();
        var address = Socket.address(owner.notifier(), null);
        Socket.byTicket(address, ticket).close();

        isRefused(401, () -> Socket.byTicket(address, ticket));
        isRefused(401, () -> Socket.byTicket(address, "guessed"));
        var another = owner.notifier()
                .post("/api/notification/ticket", "")
                .json()
                .path("ticket")
                .asString();
        isRefused(400, () -> Socket.byTicket(URI.create(address + "?ticket=" + another), another));
    }

    @Test
    void accounts_are_opened_and_entered_with_sound_credentials_only(Site site) {
        for (var body : List.of(
                "{}",
                "{\"email\":\"a@example.org\"}",
                "{\"email\":\"a@example.org\",\"password\":\"short\"}",
                "{\"email\":\"a@example.org\",\"password\":\"%s\"}".formatted("p".repeat(129)),
                "{\"email\":\"nobody\",\"password\":\"long enough for all\"}",
                "{\"email\":17,\"password\":\"long enough for all\"}",
                "{\"email\":\"a@example.org\",\"password\":\"long enough for all\",\"roles\":[\"OPERATOR\"]}")) {
            site.api().post("/api/account", body).expectProblem(400, "VALIDATION_FAILED");
        }
        site.api().post("/api/token", """
                        {"email":"nobody@example.org","password":"long enough for all"}""").expectProblem(401, "UNAUTHENTICATED");
        site.api().post("/api/token/refresh", """
                {"refreshToken":"guessed"}""").expectProblem(401, "UNAUTHENTICATED");
    }

    private static Answer send(Http api, String header, String value, String body) {
        var request = api.request("/api/generation").header(header, value).POST(ofString(body));
        return Http.send(header.equals("Content-Type") ? request : request.header("Content-Type", "application/json"));
    }

    private static Map<String, List<String>> bodies() {
        var bodies = new LinkedHashMap<String, List<String>>();
        for (var invalid : new String[] {
            "{}",
            "{\"prompt\":null}",
            "{\"prompt\":\"\"}",
            "{\"prompt\":\" \\t\\n \"}",
            "{\"prompt\":\"%s\"}".formatted("x".repeat(1501)),
            "{\"prompt\":\"%s\"}".formatted("\uD83E\uDD8A".repeat(1501)),
            "{\"prompt\":\"a\\u0000b\"}",
            "{\"prompt\":\"a\\u001bb\"}",
            "{\"prompt\":\"a\\u007fb\"}",
            "{\"prompt\":\"a\\rb\"}",
            "{\"prompt\":\"\\ud800\"}",
            "{\"prompt\":17}",
            "{\"prompt\":true}",
            "{\"prompt\":[\"a\"]}",
            "{\"prompt\":{\"a\":1}}",
            "{\"prompt\":\"a\",\"negativePrompt\":\"%s\"}".formatted("x".repeat(1501)),
            "{\"prompt\":\"a\",\"width\":\"64\"}",
            "{\"prompt\":\"a\",\"width\":64.5}",
            "{\"prompt\":\"a\",\"width\":63}",
            "{\"prompt\":\"a\",\"width\":65}",
            "{\"prompt\":\"a\",\"height\":2056}",
            "{\"prompt\":\"a\",\"width\":1e99}",
            "{\"prompt\":\"a\",\"height\":-64}",
            "{\"prompt\":\"a\",\"count\":0}",
            "{\"prompt\":\"a\",\"count\":5}",
            "{\"prompt\":\"a\",\"seed\":-1}",
            "{\"prompt\":\"a\",\"seed\":4294967296}",
            "{\"prompt\":\"a\",\"seed\":\"7\"}",
            "{\"prompt\":\"a\",\"kind\":\"VIDEO\"}",
            "{\"prompt\":\"a\",\"kind\":0}",
            "{\"prompt\":\"a\",\"kind\":\"AVATAR\"}",
            "{\"prompt\":\"a\",\"public\":true}",
            "{\"prompt\":\"a\",\"public\":\"no\"}",
            "{\"prompt\":\"a\",\"model\":\"%s\"}".formatted("m".repeat(65)),
            "{\"prompt\":\"a\",\"clientReference\":\"%s\"}".formatted("r".repeat(129)),
            "{\"prompt\":\"a\",\"deadlineSeconds\":29}",
            "{\"prompt\":\"a\",\"deadlineSeconds\":86401}",
            "{\"prompt\":\"a\",\"colour\":\"red\"}",
            "{\"prompt\":\"a\",\"status\":\"COMPLETE\"}",
            "{\"prompt\":\"a\",\"ownerId\":\"%s\"}".formatted(MISSING),
            "[]",
            "\"a\"",
            "17",
            "null",
        }) {
            bodies.put(invalid, List.of("VALIDATION_FAILED"));
        }
        for (var malformed : new String[] {
            "{",
            "{\"prompt\":\"a\"",
            "{'prompt':'a'}",
            "{\"prompt\":\"a\",}",
            "{\"prompt\":\"a\",\"prompt\":\"b\"}",
            "{\"prompt\":\"a\nb\"}",
            "not json",
            "\u0000",
            "<prompt>a</prompt>",
            "{\"prompt\":\"a\",\"seed\":" + "9".repeat(20_000) + "}",
        }) {
            bodies.put(malformed, List.of("MALFORMED_JSON"));
        }
        // both are true of these
        for (var either : new String[] {
            "{\"prompt\":\"a\",\"width\":99999999999999999999}",
            "{\"prompt\":\"a\"} {\"prompt\":\"b\"}",
            "{\"prompt\":\"a\",\"x\":" + "[".repeat(20_000),
            "{\"prompt\":" + "{\"a\":".repeat(5000),
            "[".repeat(2000) + "]".repeat(2000),
        }) {
            bodies.put(either, List.of("MALFORMED_JSON", "VALIDATION_FAILED"));
        }
        return bodies;
    }

    private static String label(String body) {
        return body.length() < 80 ? body : body.substring(0, 60) + "… of " + body.length();
    }
}
