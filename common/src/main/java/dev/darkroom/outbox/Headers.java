package dev.darkroom.outbox;

import dev.darkroom.contract.DeadLetterHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A header's bytes as the tools that read it expect them.
final class Headers {

    private Headers() {}

    static byte[] bytes(String name, String value) {
        return switch (name) {
            case DeadLetterHeaders.ORIGINAL_PARTITION ->
                ByteBuffer.allocate(Integer.BYTES)
                        .putInt(Integer.parseInt(value))
                        .array();
            case DeadLetterHeaders.ORIGINAL_OFFSET, DeadLetterHeaders.ORIGINAL_TIMESTAMP ->
                ByteBuffer.allocate(Long.BYTES).putLong(Long.parseLong(value)).array();
            default -> value.getBytes(StandardCharsets.UTF_8);
        };
    }
}
