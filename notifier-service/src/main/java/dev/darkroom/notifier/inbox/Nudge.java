package dev.darkroom.notifier.inbox;

import dev.darkroom.notifier.protocol.Settled;
import dev.darkroom.notifier.protocol.StoredEvent;
import java.util.List;
import java.util.UUID;

/// An owner's stream has reached `head`.
///
/// @param fresh its newest events, in order; none when all that arrived was known already
/// @param settled the generations of `fresh`
public record Nudge(UUID ownerId, long head, List<StoredEvent> fresh, List<Settled> settled) {}
