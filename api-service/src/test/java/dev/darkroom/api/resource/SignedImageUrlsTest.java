package dev.darkroom.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;

class SignedImageUrlsTest {

    private static final UUID FOX = UUID.fromString("01990000-0000-7000-8000-00000000000f");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:20:00Z"));
    private final SignedImageUrls urls = signedWith("secret");

    @Test
    void an_address_works_until_the_end_of_the_next_hour() {
        var url = urls.url(FOX, urls.expiry());

        assertThat(admitted(urls, FOX, url)).isTrue();
        clock.advance(Duration.ofMinutes(99));
        assertThat(admitted(urls, FOX, url)).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(admitted(urls, FOX, url)).isFalse();
    }

    @Test
    void the_address_stays_the_same_within_the_hour() {
        var url = urls.url(FOX, urls.expiry());
        clock.advance(Duration.ofMinutes(39));

        assertThat(urls.url(FOX, urls.expiry())).isEqualTo(url);
    }

    @Test
    void an_address_admits_to_no_other_picture_no_later_expiry_and_under_no_other_key() {
        var url = urls.url(FOX, urls.expiry());

        assertThat(admitted(urls, UUID.fromString("01990000-0000-7000-8000-0000000000ff"), url))
                .isFalse();
        assertThat(urls.admits(FOX, urls.expiry().getEpochSecond() + 3600, signature(url)))
                .isFalse();
        assertThat(admitted(signedWith("another"), FOX, url)).isFalse();
        assertThat(urls.admits(FOX, urls.expiry().getEpochSecond(), "")).isFalse();
    }

    private SignedImageUrls signedWith(String secret) {
        return new SignedImageUrls(
                URI.create("http://localhost:8080"),
                new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
                clock);
    }

    private static boolean admitted(SignedImageUrls urls, UUID image, String url) {
        var expiry =
                UriComponentsBuilder.fromUriString(url).build().getQueryParams().getFirst("exp");
        return urls.admits(image, Long.parseLong(expiry), signature(url));
    }

    private static String signature(String url) {
        return UriComponentsBuilder.fromUriString(url).build().getQueryParams().getFirst("sig");
    }
}
