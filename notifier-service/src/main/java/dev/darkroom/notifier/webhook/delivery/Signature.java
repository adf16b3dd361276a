package dev.darkroom.notifier.webhook.delivery;

import dev.darkroom.notifier.webhook.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The header by which a receiver knows that an event came from us: one signature for each secret that is good now.
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /// @param seconds when the attempt is made, so that an old one cannot be played again
    static String of(List<String> secrets, UUID eventId, long seconds, byte[] body) {
        var head = (eventId + "." + seconds + ".").getBytes(StandardCharsets.US_ASCII);
        return secrets.stream().map(secret -> "v1," + sign(secret, head, body)).collect(Collectors.joining(" "));
    }

    private static String sign(String secret, byte[] head, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(SigningSecret.bytes(secret), ALGORITHM));
            mac.update(head);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
