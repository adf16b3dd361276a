package dev.darkroom.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.settings.SettingRefused;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

    private static final UUID WEBHOOK = UUID.randomUUID();

    private final SecureRandom random = new SecureRandom();
    private final Seal seal = Seal.of(key(32), random);

    @Test
    void a_secret_comes_back_for_its_own_webhook_and_no_other() {
        var secret = SigningSecret.make(random);
        var kept = seal.close(WEBHOOK, secret);

        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("whsec_");
        assertThat(seal.open(WEBHOOK, kept)).isEqualTo(secret);
        assertThatThrownBy(() -> seal.open(UUID.randomUUID(), kept)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Seal.of(key(32), random).open(WEBHOOK, kept))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_same_secret_looks_different_each_time() {
        assertThat(seal.close(WEBHOOK, "whsec_AAAA")).isNotEqualTo(seal.close(WEBHOOK, "whsec_AAAA"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void a_key_that_is_not_32_bytes_stops_the_start_and_says_how_to_make_one(int bytes) {
        assertThatThrownBy(() -> Seal.of(key(bytes), random)).isInstanceOf(SettingRefused.class);
        assertThatThrownBy(() -> Seal.of("not base64!", random))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("DARKROOM_WEBHOOK_KEY")
                .hasMessageNotContaining("not base64!");
    }

    private String key(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
