package dev.darkroom.notifier.mailbox;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One notification of a page.
///
/// @param cursor asks for what comes after it, here and on the live transports
/// @param event the CloudEvent, byte for byte as every transport carries it
record Item(
        String cursor,
        long seq,
        @Nullable Instant acknowledgedAt,
        @JsonRawValue String event) {}
