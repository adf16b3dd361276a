/// Takes a prompt and promises a picture. From `POST /api/generation`, to one transaction that holds the
/// PENDING generation, its idempotency key and the outbox record for `generation.requested`; then 202.
@NullMarked
package dev.darkroom.api.accept;

import org.jspecify.annotations.NullMarked;
