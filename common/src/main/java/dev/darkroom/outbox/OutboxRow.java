package dev.darkroom.outbox;

import dev.darkroom.outbox.OutboxMessage.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A due row, locked by the relay that read it.
record OutboxRow(long id, String topic, @Nullable String key, Map<String, String> headers, Value value) {}
