package dev.darkroom.notifier.webhook.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery in hand: what to send, where, and the claim that its result must show.
///
/// @param attempts made before this one
/// @param secret sealed
/// @param formerSecrets sealed, as they lie in their column; null unless a rotation lasts
/// @param body the envelope, byte for byte; null when the inbox keeps it no longer
@SuppressWarnings("ArrayRecordComponent") // never compared
record Parcel(
        UUID deliveryId,
        UUID claim,
        UUID webhookId,
        UUID ownerId,
        UUID eventId,
        int attempts,
        String url,
        byte[] secret,
        byte @Nullable [] formerSecrets,
        @Nullable String body) {}
