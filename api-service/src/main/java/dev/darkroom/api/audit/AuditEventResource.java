package dev.darkroom.api.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Something an operator did.
///
/// @param actorEmail null when the account is gone
record AuditEventResource(
        UUID id,
        Instant at,
        UUID actorId,
        @Nullable String actorEmail,
        String action,
        String subject,
        JsonNode detail) {}
