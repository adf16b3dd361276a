package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What owners are shown of their generations, and nobody else.
class ReadingTest extends ServiceOverHttp {

    @Test
    void someone_elses_generation_is_404_everywhere_and_in_no_list() {
        var id = Generations.accepted(ann);
        var bob = api.newOwner();

        for (var path : List.of("", "/attempts", "/events")) {
            var answer = bob.get("/api/generation/" + id + path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("code")).isEqualTo("NOT_FOUND");
        }
        assertThat(bob.get("/api/generation").json().get("items")).isEmpty();
    }

    @Test
    void the_list_is_newest_first_and_paging_neither_repeats_nor_skips_while_new_ones_arrive() {
        var before = IntStream.range(0, 7)
                .mapToObj(_ -> Generations.accepted(ann).toString())
                .toList();
        var seen = new ArrayList<String>();
        String next = null;
        do {
            var page = ann.get("/api/generation?limit=3" + (next == null ? "" : "&cursor=" + next));
            page.json()
                    .get("items")
                    .forEach(item -> seen.add(item.get("generationId").asString()));
            next = page.json().get("nextCursor").isNull() ? null : page.text("nextCursor");
            Generations.accepted(ann);
        } while (next != null);

        assertThat(seen).containsExactlyElementsOf(before.reversed());
    }

    @Test
    void the_list_can_be_narrowed_by_status_and_time() {
        Generations.accepted(ann);

        assertThat(ann.get("/api/generation?status=PENDING").json().get("items"))
                .hasSize(1);
        assertThat(ann.get("/api/generation?status=COMPLETE").json().get("items"))
                .isEmpty();
        assertThat(ann.get("/api/generation?createdAfter=2020-01-01T00:00:00Z&createdBefore=2020-01-02T00:00:00Z")
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void the_timeline_begins_with_the_acceptance() {
        var events = ann.get("/api/generation/" + Generations.accepted(ann) + "/events")
                .json()
                .get("items");

        assertThat(events).hasSize(1);
        assertThat(events.get(0).get("type").asString()).isEqualTo("accepted");
    }

    @Test
    void an_image_needs_a_genuine_signature_or_its_owner() {
        var image = "/api/image/" + UUID.randomUUID();

        assertThat(api.get(image).status()).isEqualTo(401);
        assertThat(ann.get(image).status()).isEqualTo(404);
        assertThat(api.get(image + "?exp=9999999999&sig=forged").status()).isEqualTo(403);
        assertThat(api.get(image + "?sig=forged").status()).isEqualTo(403);
    }
}
