package dev.darkroom.system;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@Order(1)
@ExtendWith(OnTheSite.class)
class FirstPictureIT {

    @Test
    void a_prompt_becomes_a_picture_and_its_owner_is_told(Site site) throws Exception {
        var owner = site.newOwner();
        try (var socket = owner.listen()) {
            var promised = new Generation(
                    owner.api().post("/api/generation", """
                            {"prompt":"a red fox in the snow","width":192,"height":128,"seed":7,
                             "clientReference":"order-17"}""").expect(202).json());
            assertThat(promised.status()).isEqualTo("PENDING");

            var generation = owner.awaitComplete(promised.id());
            var image = generation.images().getFirst();
            var bytes = site.api().get(image.url()).expect(200);
            assertThat(bytes.header("Content-Type")).isEqualTo("image/png");
            assertThat(bytes.header("Cache-Control")).contains("immutable");
            assertThat(bytes.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(bytes.body()).hasSize((int) image.byteSize());
            assertThat(Invariants.sha256(bytes.body())).isEqualTo(image.sha256());
            var picture = ImageIO.read(new ByteArrayInputStream(bytes.body()));
            assertThat(picture.getWidth()).isEqualTo(image.width()).isEqualTo(192);
            assertThat(picture.getHeight()).isEqualTo(image.height()).isEqualTo(128);

            var event = socket.awaitEvent(promised.id()).path("event");
            assertThat(event.path("specversion").asString()).isEqualTo("1.0");
            assertThat(event.path("type").asString()).isEqualTo("dev.darkroom.generation.completed.v1");
            assertThat(Instant.parse(event.path("time").asString()))
                    .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            assertThat(event.path("data")).isEqualTo(generation.asEventData());
        }
    }

    @Test
    void the_whole_story_can_be_read(Site site) {
        var owner = site.newOwner();
        var id = owner.order("a lighthouse at dusk").id();
        owner.awaitComplete(id);

        var attempts = owner.api()
                .get("/api/generation/%s/attempts".formatted(id))
                .expect(200)
                .json();
        assertThat(attempts.path("items")).hasSize(1);
        var attempt = attempts.path("items").get(0);
        assertThat(attempt.path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(attempt.path("charged").asBoolean()).isTrue();
        assertThat(attempt.path("number").asInt()).isEqualTo(1);

        var events = owner.api()
                .get("/api/generation/%s/events".formatted(id))
                .expect(200)
                .json();
        assertThat(events.path("items")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(owner.list()).extracting(Generation::id).containsExactly(id);
    }

    @Test
    void a_picture_is_shown_to_its_owner_and_to_holders_of_its_address_only(Site site) {
        var owner = site.newOwner();
        var image =
                owner.awaitComplete(owner.order("a closed door").id()).images().getFirst();
        var plain = "/api/image/" + image.id();
        var signed = URI.create(image.url()).getQuery();

        owner.api().get(plain).expect(200);
        site.newOwner().api().get(plain).expectProblem(404, "NOT_FOUND");
        site.api().get(plain).expectProblem(401, "UNAUTHENTICATED");
        var forged = signed.replaceAll("sig=(.)", signed.contains("sig=A") ? "sig=B" : "sig=A");
        site.api().get(plain + "?" + forged).expectProblem(403, "FORBIDDEN");
        var later = signed.replaceAll(
                "exp=\\d+", "exp=" + Instant.now().plus(Duration.ofDays(9)).getEpochSecond());
        site.api().get(plain + "?" + later).expectProblem(403, "FORBIDDEN");
        var past = signed.replaceAll("exp=\\d+", "exp=1700000000");
        site.api().get(plain + "?" + past).expectProblem(403, "FORBIDDEN");
    }

    @Test
    void its_thumbnail_is_small_kept_for_good_and_shown_to_whoever_may_see_the_picture(Site site) throws IOException {
        var owner = site.newOwner();
        var accepted = owner.api().post("/api/generation", """
                        {"prompt":"a lake and its two shores","width":640,"height":320}""").expect(202);
        var image = imageOf(owner, new Generation(accepted.json()));
        var thumbnail = image.path("thumbnailUrl").asString();

        var small = site.api().get(thumbnail).expect(200);

        var seen = ImageIO.read(new ByteArrayInputStream(small.body()));
        assertThat(List.of(seen.getWidth(), seen.getHeight())).containsExactly(256, 128);
        assertThat(small.header("Cache-Control")).contains("immutable");
        assertThat(small.header("X-Content-Type-Options")).isEqualTo("nosniff");
        Http.send(site.api()
                        .request(thumbnail)
                        .header("If-None-Match", small.header("ETag"))
                        .GET())
                .expect(304);
        var plain = "/api/image/" + image.path("imageId").asString();
        assertThat(owner.api().get(plain + "?size=thumb").expect(200).body()).isEqualTo(small.body());
        site.newOwner().api().get(plain + "?size=thumb").expectProblem(404, "NOT_FOUND");
        site.api().get(plain + "?size=thumb").expectProblem(401, "UNAUTHENTICATED");
        owner.api().get(plain + "?size=huge").expectProblem(400, "VALIDATION_FAILED");
        var icon = imageOf(owner, owner.order("a door handle"));
        assertThat(icon.path("thumbnailUrl")).isEqualTo(icon.path("url"));
    }

    private static JsonNode imageOf(Owner owner, Generation generation) {
        return owner.awaitComplete(generation.id()).json().path("images").get(0);
    }

    @Test
    void the_same_key_and_body_make_one_generation(Site site) {
        var owner = site.newOwner();
        var request = """
                {"prompt":"one and the same","width":64,"height":64}""";
        var answers = IntStream.range(0, 20)
                .parallel()
                .mapToObj(_ -> Http.send(owner.api()
                        .request("/api/generation")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "\"twice\"")
                        .POST(ofString(request))))
                .toList();

        assertThat(answers).extracting(Answer::status).isSubsetOf(202, 409).contains(202);
        assertThat(owner.list()).hasSize(1);
    }

    @Test
    void a_browser_trades_its_token_for_a_ticket(Site site) {
        var owner = site.newOwner();
        var ticket = owner.notifier()
                .post("/api/notification/ticket", "")
                .expect(201)
                .json();

        try (var socket = Socket.byTicket(
                URI.create(ticket.path("url").asString()), ticket.path("ticket").asString())) {
            var id = owner.order("a window").id();
            assertThat(socket.awaitEvent(id).path("replay").asBoolean()).isFalse();
        }
    }
}
