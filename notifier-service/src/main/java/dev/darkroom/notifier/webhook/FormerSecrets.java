package dev.darkroom.notifier.webhook;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The secrets that rotations replaced, in the one column they share: the newest, then each older one behind
/// the moment until which it signs too, in milliseconds. A receiver may have any of them: the one from before
/// two rotations if the first was a mistake, the one between if it was not. All are sealed and of one length.
public final class FormerSecrets {

    private FormerSecrets() {}

    /// @param kept null for none; of the newest, the reader has seen that it lasts
    /// @param size of one sealed secret, in bytes
    /// @return sealed, the newest first
    public static List<byte[]> lasting(byte @Nullable [] kept, int size, Instant now) {
        var lasting = new ArrayList<byte[]>();
        if (kept != null) {
            var bytes = ByteBuffer.wrap(kept);
            lasting.add(next(bytes, size));
            while (bytes.hasRemaining()) {
                var until = bytes.getLong();
                var older = next(bytes, size);
                if (until > now.toEpochMilli()) {
                    lasting.add(older);
                }
            }
        }
        return lasting;
    }

    private static byte[] next(ByteBuffer bytes, int size) {
        var secret = new byte[size];
        bytes.get(secret);
        return secret;
    }
}
