package dev.darkroom.stub.door;

import static dev.darkroom.stub.door.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an order is answered with.
class PicturesTest extends RunningStub {

    @Test
    void a_prompt_becomes_a_png_of_the_size_asked_for() throws Exception {
        var answer =
                caller.paint("{\"prompt\":\"a fox\",\"model\":\"any\",\"size\":\"128x64\",\"seed\":7,\"user\":\"u\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(json(answer).get("created").longValue()).isEqualTo(NOON.getEpochSecond());
        var image = ImageIO.read(new ByteArrayInputStream(png(answer, 0)));
        assertThat(image.getWidth()).isEqualTo(128);
        assertThat(image.getHeight()).isEqualTo(64);
    }

    @Test
    void the_same_order_gives_the_same_bytes_and_another_seed_others() throws Exception {
        var first = png(caller.paint(FOX), 0);

        assertThat(png(caller.paint(FOX), 0)).isEqualTo(first);
        assertThat(png(caller.paint(FOX.replace("7", "8")), 0)).isNotEqualTo(first);
    }

    @Test
    void several_pictures_of_one_order_have_seeds_in_a_row() throws Exception {
        var answer = caller.paint(FOX.replace("\"seed\":7", "\"seed\":4294967295,\"n\":2"));

        var data = json(answer).get("data");
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.get(0).get("seed").longValue()).isEqualTo(4294967295L);
        assertThat(data.get(1).get("seed").longValue()).isZero();
        assertThat(png(answer, 0)).isNotEqualTo(png(answer, 1));
    }

    @Test
    void a_picture_without_a_seed_names_the_one_it_was_given() throws Exception {
        var answer = caller.paint("{\"prompt\":\"a fox\",\"size\":\"64x64\"}");
        var seed = json(answer).get("data").get(0).get("seed").longValue();

        var again = caller.paint("{\"prompt\":\"a fox\",\"size\":\"64x64\",\"seed\":" + seed + "}");

        assertThat(png(again, 0)).isEqualTo(png(answer, 0));
    }

    @Test
    void a_picture_can_be_fetched_from_the_address_it_was_answered_as() throws Exception {
        var answer = caller.paint(FOX.replace("}", ",\"response_format\":\"url\"}"));
        var file = caller.call("GET", json(answer).at("/data/0/url").stringValue(), "");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("content-type")).contains("image/png");
        assertThat(file.body()).isEqualTo(png(caller.paint(FOX), 0));
        assertThat(caller.call("GET", "/files/none.png", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | prompt | missing_required_parameter",
                "{\"prompt\":null} | prompt | missing_required_parameter",
                "{\"prompt\":\"  \"} | prompt | empty_string",
                "{\"prompt\":5} | prompt | invalid_type",
                "{\"prompt\":\"x\",\"n\":0} | n | integer_out_of_range",
                "{\"prompt\":\"x\",\"n\":11} | n | integer_out_of_range",
                "{\"prompt\":\"x\",\"n\":\"1\"} | n | invalid_type",
                "{\"prompt\":\"x\",\"size\":\"big\"} | size | invalid_value",
                "{\"prompt\":\"x\",\"size\":\"15x64\"} | size | invalid_value",
                "{\"prompt\":\"x\",\"size\":\"64x2049\"} | size | invalid_value",
                "{\"prompt\":\"x\",\"response_format\":\"gif\"} | response_format | invalid_value",
                "{\"prompt\":\"x\",\"output_format\":\"webp\"} | output_format | invalid_value",
                "{\"prompt\":\"x\",\"seed\":4294967296} | seed | integer_out_of_range",
                "{\"prompt\":\"x\",\"seed\":1.5} | seed | invalid_type",
                "{\"prompt\":\"x\",\"steps\":3} | steps | unknown_parameter",
                "{\"prompt\":\"a FORBIDDEN thing\"} | | content_policy_violation",
                "{\"prompt\" | |",
                "[] | |",
            })
    void an_order_that_is_wrong_is_refused_in_open_ais_words(String body, String param, String code) throws Exception {
        var answer = caller.paint(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        var error = json(answer).get("error");
        assertThat(error.get("type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(error.get("message").stringValue()).isNotBlank();
        assertThat(error.get("param").asString(null)).isEqualTo(param);
        assertThat(error.get("code").asString(null)).isEqualTo(code);
    }

    @Test
    void too_long_a_prompt_and_too_large_a_body_are_refused() throws Exception {
        assertThat(caller.paint("{\"prompt\":\"" + "x".repeat(32_001) + "\"}").statusCode())
                .isEqualTo(400);
        assertThat(caller.paint("{\"prompt\":\"" + "x".repeat((1 << 20) + 10_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }
}
