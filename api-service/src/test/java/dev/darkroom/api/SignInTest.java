package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.darkroom.api.ApiClient.Answer;
import dev.darkroom.testkit.RealParts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

@RealParts(kafka = false)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SignInTest {

    private static final String PASSWORD = "correct horse battery staple";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    private ApiClient api;
    private String email;

    @BeforeEach
    void somebodyRegistered() {
        api = new ApiClient(port);
        email = "ann-" + UUID.randomUUID() + "@example.org";
        assertThat(register(email, PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void signing_in_gives_a_pair_whose_access_token_says_who_and_for_how_long() throws Exception {
        var pair = signIn(PASSWORD);

        assertThat(pair.status()).isEqualTo(200);
        assertThat(pair.header("Cache-Control")).isEqualTo("no-store");
        assertThat(pair.text("tokenType")).isEqualTo("Bearer");
        assertThat(pair.json().get("expiresIn").asInt()).isEqualTo(900);
        var token = SignedJWT.parse(pair.text("accessToken"));
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(token.getHeader().getKeyID())
                .isEqualTo(api.get("/.well-known/jwks.json")
                        .json()
                        .at("/keys/0/kid")
                        .asString());
        assertThat(token.getJWTClaimsSet().getClaims().keySet())
                .containsExactlyInAnyOrder("iss", "aud", "sub", "exp", "iat", "jti", "sid", "roles");
        assertThat(token.getJWTClaimsSet().getStringListClaim("roles")).containsExactly("USER");
        assertThat(me(pair).text("accountId")).isEqualTo(token.getJWTClaimsSet().getSubject());
    }

    @Test
    void the_email_is_compared_without_case() {
        assertThat(signInAs("  " + email.toUpperCase(Locale.ROOT) + " ", PASSWORD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_wrong_password_and_an_unknown_account_get_the_same_answer() {
        var wrong = signIn("wrong horse battery staple");
        var unknown = signInAs("nobody-" + email, PASSWORD);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("code")).isEqualTo("UNAUTHENTICATED");
        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.header("WWW-Authenticate")).isEqualTo(wrong.header("WWW-Authenticate"));
    }

    @Test
    void the_published_key_has_no_private_part_and_may_be_cached() {
        var keys = api.get("/.well-known/jwks.json");

        assertThat(keys.header("Cache-Control")).isEqualTo("max-age=300, public");
        assertThat(keys.json().at("/keys/0").propertyNames())
                .containsExactlyInAnyOrder("kty", "use", "crv", "kid", "x", "y", "alg");
    }

    @Test
    void a_refresh_token_gives_the_next_pair_of_the_same_session() throws Exception {
        var first = signIn(PASSWORD);
        var second = refresh(first);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("refreshToken")).isNotEqualTo(first.text("refreshToken"));
        assertThat(session(second)).isEqualTo(session(first));
        assertThat(me(second).status()).isEqualTo(200);
        assertThat(refresh(second).status()).isEqualTo(200);
    }

    @Test
    void a_used_refresh_token_that_comes_again_ends_its_family_and_no_other() {
        var stolen = signIn(PASSWORD);
        var elsewhere = signIn(PASSWORD);
        var next = refresh(stolen);

        assertThat(refresh(stolen).status()).isEqualTo(401);
        assertThat(refresh(next).status()).isEqualTo(401);
        assertThat(refresh(elsewhere).status()).isEqualTo(200);
    }

    @Test
    void of_ten_refreshes_at_the_same_moment_one_wins_and_the_family_ends() throws Exception {
        var pair = signIn(PASSWORD);
        var start = new CyclicBarrier(10);
        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, 10)
                    .mapToObj(_ -> threads.submit(() -> {
                        start.await();
                        return refresh(pair);
                    }))
                    .toList();
            answers = running.stream().map(SignInTest::outcome).toList();
        }

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 401).hasSize(9);
        var winner = answers.stream().filter(answer -> answer.status() == 200).findFirst();
        assertThat(refresh(winner.orElseThrow()).status()).isEqualTo(401);
    }

    @Test
    void an_expired_refresh_token_is_refused_and_cleared_away_at_the_next_sign_in() {
        var pair = signIn(PASSWORD);
        var session =
                jdbc.update("update refresh_token set expires_at = now() where account_id = ?::uuid", account(pair));

        assertThat(session).isEqualTo(1);
        assertThat(refresh(pair).status()).isEqualTo(401);
        signIn(PASSWORD);
        assertThat(jdbc.queryForObject(
                        "select count(*) from refresh_token where account_id = ?::uuid", Long.class, account(pair)))
                .isEqualTo(1);
    }

    @Test
    void signing_out_ends_the_family_and_unknown_tokens_are_answered_alike() {
        var pair = signIn(PASSWORD);
        var next = refresh(pair);

        assertThat(revoke(next.text("refreshToken")).status()).isEqualTo(204);
        assertThat(refresh(next).status()).isEqualTo(401);
        assertThat(revoke("unknown").status()).isEqualTo(204);
        assertThat(revoke(next.text("refreshToken")).status()).isEqualTo(204);
    }

    @Test
    void a_new_password_ends_the_other_sessions_and_spares_this_one() {
        var here = signIn(PASSWORD);
        var elsewhere = signIn(PASSWORD);

        assertThat(changePassword(here, "wrong horse battery staple", "a brand new password")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("currentPassword");
        assertThat(changePassword(here, PASSWORD, "short").status()).isEqualTo(400);
        assertThat(changePassword(here, PASSWORD, "a brand new password").status())
                .isEqualTo(204);

        assertThat(refresh(elsewhere).status()).isEqualTo(401);
        assertThat(refresh(here).status()).isEqualTo(200);
        assertThat(signIn(PASSWORD).status()).isEqualTo(401);
        assertThat(signIn("a brand new password").status()).isEqualTo(200);
    }

    @Test
    void neither_passwords_nor_refresh_tokens_are_stored_as_they_are() {
        var pair = signIn(PASSWORD);

        assertThat(jdbc.queryForObject("select password_hash from account where email = ?", String.class, email))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(jdbc.queryForObject(
                        "select token_hash = sha256(?::bytea) from refresh_token where account_id = ?::uuid",
                        Boolean.class,
                        pair.text("refreshToken").getBytes(StandardCharsets.UTF_8),
                        account(pair)))
                .isTrue();
    }

    @Test
    void a_registered_email_is_taken_in_any_case() {
        var again = register(email.toUpperCase(Locale.ROOT), PASSWORD);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("EMAIL_TAKEN");
    }

    @Test
    void of_five_registrations_at_the_same_moment_one_wins() {
        var contested = "contested-" + email;
        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, 5)
                    .mapToObj(_ -> threads.submit(() -> register(contested, PASSWORD)))
                    .toList();
            answers = running.stream().map(SignInTest::outcome).toList();
        }

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(4);
    }

    @Test
    void a_profile_can_be_renamed_and_a_field_left_out_stays() {
        var bearer = "Bearer " + signIn(PASSWORD).text("accessToken");
        var patch = (Function<String, Answer>) body ->
                api.send("PATCH", "/api/account/me", body, "Authorization", bearer, "Content-Type", "application/json");

        assertThat(patch.apply("{\"displayName\":\"Ann\"}").text("displayName")).isEqualTo("Ann");
        assertThat(patch.apply("{}").text("displayName")).isEqualTo("Ann");
        assertThat(api.get("/api/account/me", "Authorization", bearer).text("displayName"))
                .isEqualTo("Ann");
        assertThat(patch.apply("{\"displayName\":null}")
                        .json()
                        .get("displayName")
                        .isNull())
                .isTrue();
        assertThat(patch.apply("{\"email\":\"other@example.org\"}").status()).isEqualTo(400);
        assertThat(patch.apply("{\"roles\":[\"OPERATOR\"]}").status()).isEqualTo(400);
    }

    private Answer register(String email, String password) {
        return api.post("/api/account", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    private Answer signIn(String password) {
        return signInAs(email, password);
    }

    private Answer signInAs(String email, String password) {
        return api.post("/api/token", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    private Answer refresh(Answer pair) {
        return api.post("/api/token/refresh", "{\"refreshToken\":\"" + pair.text("refreshToken") + "\"}");
    }

    private Answer revoke(String refreshToken) {
        return api.post("/api/token/revoke", "{\"refreshToken\":\"" + refreshToken + "\"}");
    }

    private Answer changePassword(Answer pair, String current, String next) {
        return api.post(
                "/api/account/me/password",
                "{\"currentPassword\":\"" + current + "\",\"newPassword\":\"" + next + "\"}",
                "Authorization",
                "Bearer " + pair.text("accessToken"));
    }

    private Answer me(Answer pair) {
        return api.get("/api/account/me", "Authorization", "Bearer " + pair.text("accessToken"));
    }

    private String account(Answer pair) {
        return me(pair).text("accountId");
    }

    private static String session(Answer pair) throws Exception {
        return SignedJWT.parse(pair.text("accessToken")).getJWTClaimsSet().getStringClaim("sid");
    }

    private static Answer outcome(Future<Answer> running) {
        try {
            return running.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }
}
