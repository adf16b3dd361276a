/// Where an owner's other machines are told. From `/api/webhook`, to rows of `webhook_endpoint` with sealed secrets,
/// and the log of what was delivered.
@NullMarked
package dev.darkroom.notifier.webhook;

import org.jspecify.annotations.NullMarked;
