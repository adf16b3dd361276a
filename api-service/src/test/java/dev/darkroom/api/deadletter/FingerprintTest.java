package dev.darkroom.api.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void the_same_failure_of_another_generation_has_the_same_fingerprint() {
        assertThat(of("request 0199a1f0-7c3e-7b51-9d44-5a8d3f1c2b60 timed out after 30000 ms"))
                .isEqualTo(of("Request 0199b2c1-8d4f-7c62-8e55-6b9e4a2d3c71 timed out\n after 29987 ms"))
                .matches("[0-9a-f]{16}");
        assertThat(of("checksum 9f86d081884c7d65 at 0xdeadbeef")).isEqualTo(of("checksum 1a2b3c4d5e6f at 0xCAFE"));
    }

    @Test
    void every_part_of_the_cause_tells_failures_apart() {
        var one = Fingerprint.of("AI_SERVER_REFUSED", "AI_SERVER_REFUSED", 401, "openai", "no");

        assertThat(Fingerprint.of("ATTEMPTS_EXHAUSTED", "AI_SERVER_REFUSED", 401, "openai", "no"))
                .isNotEqualTo(one);
        assertThat(Fingerprint.of("AI_SERVER_REFUSED", "OTHER", 401, "openai", "no"))
                .isNotEqualTo(one);
        assertThat(Fingerprint.of("AI_SERVER_REFUSED", "AI_SERVER_REFUSED", 403, "openai", "no"))
                .isNotEqualTo(one);
        assertThat(Fingerprint.of("AI_SERVER_REFUSED", "AI_SERVER_REFUSED", 401, "spare", "no"))
                .isNotEqualTo(one);
        assertThat(Fingerprint.of("AI_SERVER_REFUSED", "AI_SERVER_REFUSED", 401, "openai", "yes"))
                .isNotEqualTo(one);
    }

    @Test
    void a_fingerprint_is_the_same_in_every_release() {
        assertThat(Fingerprint.of("UNREADABLE_RECORD", null, null, null, "value is no JSON"))
                .isEqualTo("c7f1aa53c5a9b913");
    }

    @Test
    void words_stay_words() {
        assertThat(Fingerprint.normalised("Added a facade: bad face, 2 decades of cab fare"))
                .isEqualTo("added a facade: bad face, # decades of cab fare");
        assertThat(Fingerprint.normalised("answered 503 at 10.0.0.7:8090")).isEqualTo("answered # at #.#.#.#:#");
    }

    private static String of(String message) {
        return Fingerprint.of("ATTEMPTS_EXHAUSTED", "AI_SERVER_TIMEOUT", null, "openai", message);
    }
}
