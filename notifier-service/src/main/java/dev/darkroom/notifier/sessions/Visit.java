package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Pass;
import org.jspecify.annotations.Nullable;

/// Who opens a session, and where it goes on.
///
/// @param id of the session, for the client's and the operator's eyes
/// @param after the cursor as the client sent it, null when it sent none
public record Visit(String id, Pass pass, @Nullable String after) {}
