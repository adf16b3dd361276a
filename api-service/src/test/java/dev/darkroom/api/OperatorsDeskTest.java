package dev.darkroom.api;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What operators do with dead letters, and that nobody else does.
class OperatorsDeskTest extends OperatedService {

    @Test
    void operators_filter_page_and_group() {
        var ids = List.of(failed(), failed(), failed());
        ids.forEach(id -> dead(id, 1, "attempt " + id + " was refused", Map.of()));
        var other = failed();
        dead(other, 1, "the server is on fire", Map.of());
        ids.forEach(this::awaitLetter);
        var mine = "?ownerId=" + ann.id();
        eventually(() -> assertThat(letters(mine)).hasSize(4));

        var seen = new ArrayList<String>();
        String next = null;
        do {
            var page = boss.get("/api/ops/dead-letter" + mine + "&limit=3" + (next == null ? "" : "&cursor=" + next))
                    .json();
            page.get("items").forEach(item -> seen.add(item.get("id").asString()));
            next = page.get("nextCursor").isNull()
                    ? null
                    : page.get("nextCursor").asString();
        } while (next != null);
        assertThat(seen).hasSize(4).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));

        var kind = letter(ids.getFirst()).get("fingerprint").asString();
        assertThat(letters(mine + "&fingerprint=" + kind)).hasSize(3);
        assertThat(letters(mine + "&state=DISCARDED")).isEmpty();
        assertThat(letters(mine + "&failureCode=AI_SERVER_REFUSED&from=2020-01-01T00:00:00Z"))
                .hasSize(4);
        assertThat(letters(mine + "&to=2020-01-01T00:00:00Z")).isEmpty();
        var groups = boss.get("/api/ops/dead-letter/group" + mine).json().get("items");
        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).get("fingerprint").asString()).isEqualTo(kind);
        assertThat(groups.get(0).get("count").asInt()).isEqualTo(3);
        assertThat(boss.get("/api/ops/dead-letter/group" + mine + "&limit=1")
                        .json()
                        .get("nextCursor")
                        .isNull())
                .isFalse();
        for (var bad :
                List.of("?state=LOST", "?fingerprint=%00", "?failureCode=x'", "?ownerId=1", "?from=now", "?o=1")) {
            assertThat(boss.get("/api/ops/dead-letter" + bad).status()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void a_discard_is_written_down_and_repeating_it_changes_nothing() {
        var id = failed();
        dead(id, 1, "answered 401", Map.of());
        var letter = awaitLetter(id).get("id").asString();

        var discarded = discard(letter, "the key was rotated");

        assertThat(discarded.status()).isEqualTo(200);
        assertThat(discarded.text("state")).isEqualTo("DISCARDED");
        assertThat(discard(letter, "again").json()).isEqualTo(discarded.json());
        assertThat(boss.get("/api/ops/dead-letter/" + letter).text("discardReason"))
                .isEqualTo("the key was rotated");
        var deeds = boss.get("/api/ops/audit?limit=100")
                .json()
                .get("items")
                .valueStream()
                .filter(event -> event.get("subject").asString().equals(letter))
                .toList();
        assertThat(deeds).singleElement().satisfies(deed -> {
            assertThat(deed.get("action").asString()).isEqualTo("dead_letter.discarded");
            assertThat(deed.get("actorId").asString()).isEqualTo(boss.id().toString());
            assertThat(deed.get("actorEmail").asString()).isEqualTo("boss@example.org");
            assertThat(deed.get("detail").get("reason").asString()).isEqualTo("the key was rotated");
        });
    }

    @Test
    void only_an_open_letter_is_discarded_and_only_with_a_reason() {
        var id = failed();
        dead(id, 1, "answered 401", Map.of());
        var letter = awaitLetter(id).get("id").asString();
        assertThat(boss.post("/api/ops/dead-letter/" + letter + "/discard", "{}")
                        .status())
                .isEqualTo(400);
        ann.post("/api/generation/" + id + "/retry", "");

        var refused = discard(letter, "too late");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("NOT_REPLAYABLE");
        assertThat(discard(UUID.randomUUID().toString(), "nothing").status()).isEqualTo(404);
    }

    @Test
    void nobody_but_operators_sees_or_changes_anything() {
        var anything = UUID.randomUUID();
        for (var path : List.of(
                "/dead-letter",
                "/dead-letter/group",
                "/dead-letter/" + anything,
                "/audit",
                "/overview",
                "/worker",
                "/generation/" + anything)) {
            assertThat(ann.get("/api/ops" + path).status()).isEqualTo(403);
            assertThat(ann.get("/api/ops" + path).text("code")).isEqualTo("FORBIDDEN");
            assertThat(new ApiClient(port).get("/api/ops" + path).status()).isEqualTo(401);
        }
        assertThat(ann.post("/api/ops/dead-letter/" + anything + "/discard", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(403);
    }

    private Answer discard(String letter, String reason) {
        return boss.post("/api/ops/dead-letter/" + letter + "/discard", "{\"reason\":\"" + reason + "\"}");
    }
}
