package dev.darkroom.cli;

import java.util.Map;
import java.util.UUID;

/// What the words ask for.
sealed interface Order {

    record Help() implements Order {}

    /// @param query parameters of the list
    record Letters(Map<String, String> query) implements Order {}

    record Groups() implements Order {}

    record Letter(UUID id) implements Order {}

    record Discard(UUID id, String reason) implements Order {}

    /// @param body as `POST /api/ops/replay` takes it
    record Start(Map<String, Object> body, boolean dryRun) implements Order {}

    record Status(UUID id) implements Order {}

    /// @param verb pause, resume or cancel
    record Act(UUID id, String verb) implements Order {}

    record AuditTrail(int limit) implements Order {}
}
