package dev.darkroom.api.account;

import dev.darkroom.identity.Role;
import java.util.Set;
import java.util.UUID;

/// Somebody whose password was right.
public record Identified(UUID accountId, Set<Role> roles) {}
