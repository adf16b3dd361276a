package dev.darkroom.api.apikey;

import dev.darkroom.api.revoke.Revocations;
import dev.darkroom.identity.ApiKeyText;
import dev.darkroom.ids.Ids;
import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.support.TransactionTemplate;

/// The keys of an owner.
final class KeyRing {

    private final StoredApiKeys keys;
    private final TransactionTemplate transaction;
    private final Revocations revocations;
    private final Ids ids;
    private final SecureRandom random;
    private final Clock clock;

    KeyRing(
            StoredApiKeys keys,
            TransactionTemplate transaction,
            Revocations revocations,
            Ids ids,
            SecureRandom random,
            Clock clock) {
        this.keys = keys;
        this.transaction = transaction;
        this.revocations = revocations;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    ApiKeyResource cut(UUID ownerId, String name, @Nullable Instant expiresAt) {
        var now = clock.instant();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw Problem.invalid("expiresAt", "IN_THE_PAST", "Must be in the future.");
        }
        var text = ApiKeyText.make(random);
        var secret = new ApiKey.Secret(ApiKeyText.hash(text), text.substring(text.length() - 4));
        return keys.save(new ApiKey(ids.next(), ownerId, name, secret, now, expiresAt))
                .resource(text);
    }

    Page<ApiKeyResource> page(UUID ownerId, int limit, @Nullable String cursor) {
        var oneMore = Limit.of(limit + 1);
        var found = cursor == null
                ? keys.findByOwnerIdAndRevokedAtIsNullOrderByIdDesc(ownerId, oneMore)
                : keys.findByOwnerIdAndRevokedAtIsNullAndIdLessThanOrderByIdDesc(ownerId, position(cursor), oneMore);
        var items = found.stream().limit(limit).toList();
        return new Page<>(
                items.stream().map(key -> key.resource(null)).toList(),
                found.size() > limit ? cursor(items.getLast().getId()) : null);
    }

    /// @throws Problem `NOT_FOUND`, also for someone else's
    void revoke(UUID ownerId, UUID apiKeyId) {
        transaction.executeWithoutResult(_ -> {
            keys.findByIdAndOwnerIdAndRevokedAtIsNull(apiKeyId, ownerId)
                    .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such API key."))
                    .revoke(clock.instant());
            revocations.tell(ownerId, List.of(apiKeyId));
        });
    }

    private static String cursor(UUID last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static UUID position(String cursor) {
        try {
            return UUID.fromString(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException foreign) {
            throw Problem.invalid("cursor", "INVALID", "Not a cursor of this list; start again without one.");
        }
    }
}
