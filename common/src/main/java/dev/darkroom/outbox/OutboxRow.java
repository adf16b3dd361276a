package dev.darkroom.outbox;

import java.util.Map;

/// A due row, locked by the relay that read it.
record OutboxRow(long id, String topic, String key, Map<String, String> headers, String payload) {}
