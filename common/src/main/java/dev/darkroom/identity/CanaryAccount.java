package dev.darkroom.identity;

import java.util.UUID;

/// The account whose generations only watch the system. One id for every installation, so that each service knows them
/// apart from what people ask for.
public final class CanaryAccount {

    public static final UUID ID = UUID.fromString("00000000-0000-7000-8000-00000ca9a124");

    private CanaryAccount() {}
}
