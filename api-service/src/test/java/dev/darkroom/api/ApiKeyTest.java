package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import dev.darkroom.api.ApiClient.Owner;
import dev.darkroom.identity.ApiKeyText;
import dev.darkroom.testkit.Eventually;
import dev.darkroom.testkit.RealParts;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

@RealParts(kafka = false)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ApiKeyTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    private ApiClient api;
    private Owner ann;

    @BeforeEach
    void anOwner() {
        api = new ApiClient(port);
        ann = api.newOwner();
    }

    @Test
    void a_key_works_wherever_a_token_does() {
        var key = ann.post("/api/api-key", "{\"name\":\"print shop\"}");

        assertThat(key.status()).isEqualTo(201);
        assertThat(key.text("key")).matches("drk_[0-9A-Za-z]{36}").endsWith(key.text("lastFour"));
        assertThat(as(key.text("key"), "/api/account/me").text("accountId"))
                .isEqualTo(ann.id().toString());
        assertThat(api.post(
                                "/api/generation",
                                "{\"prompt\":\"a red fox\"}",
                                "Authorization",
                                "Bearer " + key.text("key"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void a_key_is_shown_once_and_only_its_hash_is_stored() {
        var key = ann.post("/api/api-key", "{\"name\":\"print shop\"}");
        var listed = ann.get("/api/api-key");

        assertThat(listed.json().at("/items/0/apiKeyId").asString()).isEqualTo(key.text("apiKeyId"));
        assertThat(listed.json().at("/items/0").has("key")).isFalse();
        assertThat(jdbc.queryForObject(
                        "select key_hash from api_key where id = ?::uuid", byte[].class, key.text("apiKeyId")))
                .isEqualTo(ApiKeyText.hash(key.text("key")));
    }

    @Test
    void a_made_up_a_mistyped_and_an_unknown_key_are_refused() {
        var key = ann.post("/api/api-key", "{\"name\":\"k\"}").text("key");
        var mistyped = key.substring(0, 10) + (key.charAt(10) == 'a' ? 'b' : 'a') + key.substring(11);

        assertRefused("drk_");
        assertRefused("drk_" + "a".repeat(36));
        assertRefused(mistyped);
        assertRefused(key + "0");
        assertRefused(ApiKeyText.make(new SecureRandom()));
    }

    @Test
    void an_expired_key_is_refused_and_an_expiry_in_the_past_is_not_accepted() {
        var key = ann.post("/api/api-key", "{\"name\":\"k\",\"expiresAt\":\"2099-01-01T00:00:00Z\"}");
        jdbc.update("update api_key set expires_at = now() where id = ?::uuid", key.text("apiKeyId"));

        assertRefused(key.text("key"));
        var late = ann.post("/api/api-key", "{\"name\":\"k\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}");
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.json().at("/errors/0/field").asString()).isEqualTo("expiresAt");
    }

    @Test
    void a_revoked_key_stops_working_within_seconds_and_leaves_the_list() {
        var key = ann.post("/api/api-key", "{\"name\":\"k\"}");
        assertThat(as(key.text("key"), "/api/account/me").status()).isEqualTo(200);

        assertThat(ann.delete("/api/api-key/" + key.text("apiKeyId")).status()).isEqualTo(204);

        assertThat(ann.get("/api/api-key").json().get("items")).isEmpty();
        assertThat(ann.delete("/api/api-key/" + key.text("apiKeyId")).status()).isEqualTo(404);
        Eventually.eventually(() -> assertRefused(key.text("key")));
    }

    @Test
    void someone_elses_key_can_neither_be_seen_nor_revoked() {
        var key = ann.post("/api/api-key", "{\"name\":\"k\"}");
        var bob = api.newOwner();

        assertThat(bob.get("/api/api-key").json().get("items")).isEmpty();
        assertThat(bob.delete("/api/api-key/" + key.text("apiKeyId")).status()).isEqualTo(404);
        assertThat(bob.delete("/api/api-key/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(bob.delete("/api/api-key/not-a-uuid").status()).isEqualTo(400);
        assertThat(as(key.text("key"), "/api/account/me").status()).isEqualTo(200);
    }

    @Test
    void use_is_noted_at_most_once_a_minute() {
        var key = ann.post("/api/api-key", "{\"name\":\"k\"}");
        assertThat(ann.get("/api/api-key").json().at("/items/0/lastUsedAt").isNull())
                .isTrue();

        as(key.text("key"), "/api/account/me");

        var noted = ann.get("/api/api-key").json().at("/items/0/lastUsedAt").asString();
        as(key.text("key"), "/api/account/me");
        assertThat(ann.get("/api/api-key").json().at("/items/0/lastUsedAt").asString())
                .isEqualTo(noted);
    }

    @Test
    void the_list_is_paged_newest_first() {
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            made.add(ann.post("/api/api-key", "{\"name\":\"k" + i + "\"}").text("apiKeyId"));
        }
        var seen = new ArrayList<String>();
        String next = "";
        do {
            var page = ann.get("/api/api-key?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .json();
            page.get("items").forEach(item -> seen.add(item.get("apiKeyId").asString()));
            next = page.get("nextCursor").isNull() ? "" : page.get("nextCursor").asString();
        } while (!next.isEmpty());

        assertThat(seen).containsExactlyElementsOf(made.reversed());
        assertThat(ann.get("/api/api-key?limit=0").status()).isEqualTo(400);
        assertThat(ann.get("/api/api-key?limit=101").status()).isEqualTo(400);
        assertThat(ann.get("/api/api-key?cursor=%20nonsense").status()).isEqualTo(400);
    }

    private Answer as(String key, String path) {
        return api.get(path, "Authorization", "Bearer " + key);
    }

    private void assertRefused(String key) {
        var answer = as(key, "/api/account/me");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("UNAUTHENTICATED");
    }
}
