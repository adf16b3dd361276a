package dev.darkroom.stub.door;

import static dev.darkroom.stub.door.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What may be painted.
class ModerationsTest extends RunningStub {

    @Test
    void a_moderation_has_a_result_for_each_text() throws Exception {
        var answer = json(caller.call("POST", "/v1/moderations", "{\"input\":[\"a gorgeous fox\",\"Gore!\"]}"));

        assertThat(answer.get("id").stringValue()).startsWith("modr-");
        assertThat(answer.at("/results/0/flagged").booleanValue()).isFalse();
        assertThat(answer.at("/results/1/flagged").booleanValue()).isTrue();
        assertThat(answer.get("results")
                        .get(1)
                        .get("categories")
                        .get("violence/graphic")
                        .booleanValue())
                .isTrue();
        assertThat(answer.get("results")
                        .get(1)
                        .get("category_scores")
                        .get("violence/graphic")
                        .doubleValue())
                .isGreaterThan(0.9);
    }

    @Test
    void the_parts_of_one_message_have_one_moderation_result() throws Exception {
        var parts =
                "{\"input\":[{\"type\":\"text\",\"text\":\"nsfw\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}}]}";

        var results = json(caller.call("POST", "/v1/moderations", parts)).get("results");

        assertThat(results.size()).isEqualTo(1);
        assertThat(results.get(0).get("categories").get("sexual").booleanValue())
                .isTrue();
        assertThat(caller.call("POST", "/v1/moderations", "{\"input\":5}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_plain_moderation_approves_or_says_why_not() throws Exception {
        var path = "/api/v1/moderate-content";

        var fine = json(caller.call("POST", path, "{\"content\":\"a fox\",\"user_id\":\"u\"}"));
        var bad = json(caller.call("POST", path, "{\"content\":\"a forbidden fox\",\"user_id\":\"u\"}"));

        assertThat(fine.get("approved").booleanValue()).isTrue();
        assertThat(fine.get("reason").isNull()).isTrue();
        assertThat(bad.get("approved").booleanValue()).isFalse();
        assertThat(bad.get("reason").stringValue()).isEqualTo("illicit");
        assertThat(caller.call("POST", path, "{\"user_id\":\"u\"}").statusCode())
                .isEqualTo(400);
    }
}
