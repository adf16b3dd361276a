package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.Eventually;
import dev.darkroom.testkit.RealParts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/// The database throws everyone out and lets nobody in, as during a restart. A property of its own keeps this class
/// from sharing its service with others.
@RealParts(kafka = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.datasource.hikari.connection-timeout=500")
class DatabaseAwayTest {

    @LocalServerPort
    private int port;

    private JdbcTemplate elsewhere;
    private String name;

    @BeforeEach
    void aConnectionElsewhere(Database database) {
        var slash = database.url().lastIndexOf('/') + 1;
        name = database.url().substring(slash);
        elsewhere = new Database(database.url().substring(0, slash) + "postgres", database.user(), database.password())
                .jdbc();
    }

    @AfterEach
    void letThemIn() {
        elsewhere.execute("alter database " + name + " allow_connections true");
    }

    @Test
    void everything_that_needs_the_database_answers_503_and_recovers_without_a_restart() {
        var api = new ApiClient(port);
        var ann = api.newOwner();
        var key = ann.post("/api/api-key", "{\"name\":\"k\"}").text("key");
        assertThat(ann.get("/api/generation").status()).isEqualTo(200);

        elsewhere.execute("alter database " + name + " allow_connections false");
        elsewhere.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", name);

        assertAway(ann.get("/api/generation"));
        assertAway(ann.get("/api/account/me"));
        assertAway(ann.post("/api/generation", "{\"prompt\":\"a red fox\"}"));
        assertAway(api.post("/api/token", "{\"email\":\"a@b.org\",\"password\":\"correct horse battery\"}"));
        assertAway(api.post("/api/token/refresh", "{\"refreshToken\":\"x\"}"));
        assertAway(api.get("/api/account/me", "Authorization", "Bearer " + key));
        assertThat(api.get("/api").status()).isEqualTo(200);
        assertThat(api.get("/.well-known/jwks.json").status()).isEqualTo(200);

        letThemIn();
        Eventually.eventually(() -> {
            assertThat(ann.get("/api/generation").status()).isEqualTo(200);
            assertThat(ann.post("/api/generation", "{\"prompt\":\"a red fox\"}").status())
                    .isEqualTo(202);
            assertThat(api.get("/api/account/me", "Authorization", "Bearer " + key)
                            .status())
                    .isEqualTo(200);
        });
    }

    private static void assertAway(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.body()).doesNotContainIgnoringCase("jdbc", "hikari", "exception", "select");
    }
}
