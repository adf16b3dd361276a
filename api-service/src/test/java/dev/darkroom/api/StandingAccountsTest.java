package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.settings.SettingRefused;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts the service again and again on one database, as an operator does who changes its environment.
@RealParts(kafka = false)
class StandingAccountsTest {

    private static final String OPERATOR = "--darkroom.accounts.operator.email=Boss@Example.org";
    private static final String DEMO = "--darkroom.accounts.demo.email=demo@localhost";
    private static final String NEW_PASSWORD = """
            {"currentPassword":"demo-password-1","newPassword":"all mine from now on"}""";
    private static final String NEW_KEY = """
            {"name":"for ever"}""";

    @Test
    void the_environments_accounts_exist_after_each_start_with_the_password_it_names(Database database) {
        try (var first = start(
                OPERATOR, password("operator", "operator-password-1"), DEMO, password("demo", "demo-password-1"))) {
            var api = client(first);
            assertThat(roles(api, "boss@example.org", "operator-password-1")).containsExactly("USER", "OPERATOR");
            assertThat(roles(api, "demo@localhost", "demo-password-1")).containsExactly("USER");
        }
        var hash = hash(database);
        try (var same = start(OPERATOR, password("operator", "operator-password-1"))) {
            assertThat(hash(database)).isEqualTo(hash);
            assertThat(roles(client(same), "demo@localhost", "demo-password-1")).containsExactly("USER");
        }
        try (var changed = start(OPERATOR, password("operator", "operator-password-2"))) {
            var api = client(changed);
            assertThat(signIn(api, "boss@example.org", "operator-password-1").status())
                    .isEqualTo(401);
            assertThat(roles(api, "boss@example.org", "operator-password-2")).containsExactly("USER", "OPERATOR");
        }
        assertThat(database.jdbc()
                        .queryForList(
                                "select email from account where email like '%boss%' or email like 'demo%'",
                                String.class))
                .containsExactlyInAnyOrder("boss@example.org", "demo@localhost");
    }

    @Test
    void nobody_takes_the_demo_account_away_from_the_others_who_are_let_in_as_it() {
        try (var open = start(DEMO, password("demo", "demo-password-1"), "--darkroom.studio.demo=true")) {
            var api = client(open);
            var stranger = api.signIn("demo@localhost", "demo-password-1");

            assertThat(stranger.post("/api/account/me/password", NEW_PASSWORD))
                    .satisfies(StandingAccountsTest::refused);
            assertThat(stranger.post("/api/api-key", NEW_KEY)).satisfies(StandingAccountsTest::refused);
            assertThat(stranger.patch("/api/account/me", "{\"displayName\":\"Mine\"}"))
                    .satisfies(StandingAccountsTest::refused);
            assertThat(signIn(api, "demo@localhost", "demo-password-1").status())
                    .isEqualTo(200);
            assertThat(api.newOwner().post("/api/api-key", NEW_KEY).status()).isEqualTo(201);
        }
        try (var closed = start(DEMO, password("demo", "demo-password-1"))) {
            var owner = client(closed).signIn("demo@localhost", "demo-password-1");
            assertThat(owner.post("/api/account/me/password", NEW_PASSWORD).status())
                    .isEqualTo(204);
        }
    }

    private static void refused(ApiClient.Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("FORBIDDEN");
    }

    @Test
    void half_an_account_or_a_short_password_stops_the_start_with_one_clear_reason() {
        assertThatThrownBy(() -> start(OPERATOR))
                .hasRootCauseInstanceOf(SettingRefused.class)
                .hasRootCauseMessage("Only one of DARKROOM_OPERATOR_EMAIL and DARKROOM_OPERATOR_PASSWORD is set.");
        assertThatThrownBy(() -> start(DEMO, password("demo", "short")))
                .hasRootCauseMessage("The password of the demo account is too short or too long.");
    }

    @Test
    void a_missing_or_unfit_signing_key_stops_the_start() {
        assertThatThrownBy(() -> start("--darkroom.tokens.signing-key="))
                .hasRootCauseInstanceOf(SettingRefused.class)
                .hasRootCauseMessage("There is no signing key, so no token could be issued.");
        assertThatThrownBy(() -> start("--darkroom.tokens.signing-key=nonsense"))
                .hasRootCauseMessage(
                        "DARKROOM_SIGNING_KEY is neither an RSA key of 2048 bits or more nor an EC key on P-256, as PKCS#8"
                                + " (BEGIN PRIVATE KEY).");
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        var all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--server.port=0";
        all[arguments.length + 1] = "--management.server.port=0";
        return SpringApplication.run(ApiApplication.class, all);
    }

    private static String password(String who, String password) {
        return "--darkroom.accounts." + who + ".password=" + password;
    }

    private static ApiClient client(ConfigurableApplicationContext context) {
        var server = ((ServletWebServerApplicationContext) context).getWebServer();
        return new ApiClient(server == null ? 0 : server.getPort());
    }

    private static String hash(Database database) {
        return String.valueOf(database.jdbc()
                .queryForObject("select password_hash from account where email = 'boss@example.org'", String.class));
    }

    private static Iterable<String> roles(ApiClient api, String email, String password) {
        var token = signIn(api, email, password).text("accessToken");
        return api.get("/api/account/me", "Authorization", "Bearer " + token)
                .json()
                .get("roles")
                .valueStream()
                .map(role -> role.asString())
                .toList();
    }

    private static ApiClient.Answer signIn(ApiClient api, String email, String password) {
        return api.post("/api/token", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }
}
