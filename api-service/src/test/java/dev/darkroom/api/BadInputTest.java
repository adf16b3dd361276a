package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import dev.darkroom.testkit.RealParts;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What a careless or hostile client may send, and the problem it gets.
@RealParts(kafka = false)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class BadInputTest {

    private static final String GOOD_PASSWORD = "correct horse battery staple";

    @LocalServerPort
    private int port;

    private ApiClient api;

    @BeforeEach
    void aClient() {
        api = new ApiClient(port);
    }

    static Stream<Arguments> a_bad_body_is_a_400_that_says_what_is_wrong() {
        return Stream.of(
                bad("nothing", "", "VALIDATION_FAILED", ""),
                bad("no JSON", "hello", "MALFORMED_JSON", ""),
                bad("half an object", "{\"email\":", "MALFORMED_JSON", ""),
                bad("a list", "[]", "VALIDATION_FAILED", ""),
                bad("a number", "5", "VALIDATION_FAILED", ""),
                bad("null", "null", "VALIDATION_FAILED", ""),
                bad("an empty object", "{}", "VALIDATION_FAILED", "email"),
                bad("a second object behind", account("a@b.org", GOOD_PASSWORD) + "{}", "VALIDATION_FAILED", ""),
                bad("a field twice", "{\"email\":\"a@b.org\",\"email\":\"b@b.org\"}", "MALFORMED_JSON", ""),
                bad("an unknown field", more("\"isAdmin\":true"), "VALIDATION_FAILED", "isAdmin"),
                bad("roles of one's own choice", more("\"roles\":[\"OPERATOR\"]"), "VALIDATION_FAILED", "roles"),
                bad("a number for a string", more("\"displayName\":5"), "VALIDATION_FAILED", "displayName"),
                bad("a truth for a string", more("\"displayName\":true"), "VALIDATION_FAILED", "displayName"),
                bad("a fraction for a string", more("\"displayName\":1.5"), "VALIDATION_FAILED", "displayName"),
                bad("an object for a string", more("\"displayName\":{}"), "VALIDATION_FAILED", "displayName"),
                bad("a list for a string", more("\"displayName\":[\"a\"]"), "VALIDATION_FAILED", "displayName"),
                bad(
                        "null for an email",
                        "{\"email\":null,\"password\":\"" + GOOD_PASSWORD + "\"}",
                        "VALIDATION_FAILED",
                        "email"),
                bad("a short password", account("a@b.org", "12345678901"), "VALIDATION_FAILED", "password"),
                bad("a long password", account("a@b.org", "x".repeat(129)), "VALIDATION_FAILED", "password"),
                bad("no email", account("ann", GOOD_PASSWORD), "VALIDATION_FAILED", "email"),
                bad("two addresses", account("a@b.org,c@d.org", GOOD_PASSWORD), "VALIDATION_FAILED", "email"),
                bad(
                        "an email with a line end",
                        account("a@b.org\\nBcc: c@d.org", GOOD_PASSWORD),
                        "VALIDATION_FAILED",
                        "email"),
                bad("an email of look-alikes", account("аnn@example.org", GOOD_PASSWORD), "VALIDATION_FAILED", "email"),
                bad(
                        "a long email",
                        account("a".repeat(60) + "@" + "b".repeat(250) + ".org", GOOD_PASSWORD),
                        "VALIDATION_FAILED",
                        "email"),
                bad(
                        "a long name",
                        more("\"displayName\":\"" + "x".repeat(101) + "\""),
                        "VALIDATION_FAILED",
                        "displayName"),
                bad("a zero character", more("\"displayName\":\"a\\u0000b\""), "VALIDATION_FAILED", "displayName"),
                bad("half a surrogate pair", more("\"displayName\":\"\\ud800\""), "VALIDATION_FAILED", "displayName"),
                bad("a raw control character", more("\"displayName\":\"a\tb\""), "MALFORMED_JSON", ""),
                bad("33 levels of lists", "[".repeat(33) + "]".repeat(33), "VALIDATION_FAILED", ""),
                bad("30,000 levels deep", "{\"email\":" + "[".repeat(30_000), "VALIDATION_FAILED", "email"),
                bad(
                        "a deep unknown field",
                        more("\"x\":" + "{\"a\":".repeat(100) + "1" + "}".repeat(100)),
                        "MALFORMED_JSON",
                        ""),
                bad("a number of 50,000 digits", more("\"displayName\":" + "9".repeat(50_000)), "MALFORMED_JSON", ""),
                bad("a name of 10,000 characters", more("\"" + "n".repeat(10_000) + "\":1"), "MALFORMED_JSON", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_bad_body_is_a_400_that_says_what_is_wrong(String what, String body, String code, String field) {
        var answer = api.post("/api/account", body);

        assertProblem(answer, 400, code);
        if (!field.isEmpty()) {
            assertThat(answer.json()
                            .at("/errors")
                            .valueStream()
                            .map(one -> one.get("field").asString()))
                    .as(what)
                    .contains(field);
        }
    }

    @Test
    void several_bad_fields_are_all_named() {
        var answer = api.post("/api/account", "{\"password\":\"x\",\"displayName\":\"a\\u0001\"}");

        assertProblem(answer, 400, "VALIDATION_FAILED");
        assertThat(answer.json()
                        .at("/errors")
                        .valueStream()
                        .map(one -> one.get("field").asString()))
                .containsExactly("displayName", "email", "password");
        assertThat(answer.body()).doesNotContain("dev.darkroom", "Exception");
    }

    @Test
    void another_content_type_is_415_and_a_form_is_one() {
        for (var type :
                new String[] {"text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense"}) {
            var answer = api.send("POST", "/api/account", "email=a", "Content-Type", type);
            assertProblem(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
        }
        assertProblem(api.send("POST", "/api/account", "{}"), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_format_we_do_not_speak_is_406() {
        assertProblem(api.get("/api", "Accept", "application/xml"), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void another_method_is_405_and_the_answer_names_the_right_ones() {
        var answer = api.send("DELETE", "/api/token", "");

        assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @Test
    void an_address_without_anything_is_404_for_callers_and_401_for_strangers() {
        assertProblem(api.newOwner().get("/api/nothing"), 404, "NOT_FOUND");
        assertProblem(api.get("/api/nothing"), 401, "UNAUTHENTICATED");
        assertProblem(api.get("/error"), 404, "NOT_FOUND");
        assertProblem(api.get("/docs/../../etc/passwd"), 400, "VALIDATION_FAILED");
        assertProblem(api.get("/docs/other.js"), 404, "NOT_FOUND");
    }

    @Test
    void an_address_the_firewall_refuses_is_a_problem_too() {
        assertProblem(api.get("/api//token"), 400, "VALIDATION_FAILED");
        assertProblem(api.get("/api/token;a=b"), 400, "VALIDATION_FAILED");
        assertProblem(api.get("/api/%2e%2e/secret"), 400, "VALIDATION_FAILED");
    }

    @Test
    void only_version_1_exists() {
        assertThat(api.get("/api", "API-Version", "1").status()).isEqualTo(200);
        assertProblem(api.get("/api", "API-Version", "2"), 400, "UNSUPPORTED_VERSION");
        assertProblem(api.get("/api", "API-Version", "latest"), 400, "UNSUPPORTED_VERSION");
    }

    @Test
    void every_answer_has_a_request_id_and_a_sane_one_is_taken_over() {
        assertThat(api.get("/api", "X-Request-Id", "order-17.a_b").header("X-Request-Id"))
                .isEqualTo("order-17.a_b");
        var fresh = api.get("/api/account/me", "X-Request-Id", "a b<script>").header("X-Request-Id");
        assertThat(UUID.fromString(String.valueOf(fresh))).isNotNull();
        assertThat(api.get("/api", "X-Request-Id", "x".repeat(65)).header("X-Request-Id"))
                .hasSize(36);
    }

    @Test
    void every_answer_forbids_what_a_browser_might_try_with_it() {
        for (var answer : new Answer[] {api.get("/api"), api.get("/api/account/me"), api.post("/api/account", "x")}) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Server")).isNull();
            assertThat(answer.header("Set-Cookie")).isNull();
        }
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("code")).as(answer.body()).isEqualTo(code);
        assertThat(answer.text("type")).isEqualTo("/problems/" + code);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().propertyNames()).contains("title", "detail", "instance");
        assertThat(answer.header("X-Request-Id")).isNotBlank();
    }

    private static Arguments bad(String what, String body, String code, String field) {
        return Arguments.of(what, body, code, field);
    }

    private static String account(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    private static String more(String field) {
        return "{\"email\":\"a@b.org\",\"password\":\"" + GOOD_PASSWORD + "\"," + field + "}";
    }
}
