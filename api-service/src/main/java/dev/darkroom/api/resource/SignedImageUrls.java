package dev.darkroom.api.resource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Makes and checks the addresses of pictures: HMAC-SHA256 over image id and expiry. They live one to two hours and
/// change on the hour, so that caches and repeated reads see one address.
public final class SignedImageUrls {

    /// What `size` says when a smaller picture will do.
    public static final String THUMBNAIL = "thumb";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final URI publicUrl;
    private final SecretKey key;
    private final Clock clock;

    public SignedImageUrls(URI publicUrl, SecretKey key, Clock clock) {
        this.publicUrl = publicUrl;
        this.key = key;
        this.clock = clock;
    }

    /// When an address made now stops working.
    public Instant expiry() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.HOURS);
    }

    public String url(UUID imageId, Instant expiry) {
        var seconds = expiry.getEpochSecond();
        return publicUrl + "/api/image/" + imageId + "?exp=" + seconds + "&sig=" + signature(imageId, seconds);
    }

    /// The same signature: who may see the small one may see the picture.
    String thumbnail(UUID imageId, Instant expiry) {
        return url(imageId, expiry) + "&size=" + THUMBNAIL;
    }

    /// Whether `signature` was made here for this image and has not expired. Takes the same time either way.
    public boolean admits(UUID imageId, long expirySeconds, String signature) {
        var genuine = MessageDigest.isEqual(
                signature(imageId, expirySeconds).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8));
        return genuine && clock.instant().getEpochSecond() < expirySeconds;
    }

    private String signature(UUID imageId, long expirySeconds) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return TEXT.encodeToString(
                    mac.doFinal((imageId + "." + expirySeconds).getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
