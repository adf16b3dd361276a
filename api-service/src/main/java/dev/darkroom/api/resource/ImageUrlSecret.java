package dev.darkroom.api.resource;

import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key that signs image addresses. Every instance of api-service needs the same one.
record ImageUrlSecret(String base64) {

    private static final int SHORTEST_BYTES = 32;

    ImageUrlSecret {
        if (Base64.getDecoder().decode(base64).length < SHORTEST_BYTES) {
            throw new IllegalArgumentException(
                    "DARKROOM_IMAGE_URL_SECRET must be at least " + SHORTEST_BYTES + " random bytes in base64");
        }
    }

    SecretKey key() {
        return new SecretKeySpec(Base64.getDecoder().decode(base64), "HmacSHA256");
    }

    @Override
    public String toString() {
        return "ImageUrlSecret[hidden]";
    }
}
