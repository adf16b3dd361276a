/// Carries events to webhooks by Standard Webhooks: claims what is due, signs it, posts it, and decides what comes
/// next. From rows of `webhook_delivery`, to other people's servers and back.
@NullMarked
package dev.darkroom.notifier.webhook.delivery;

import org.jspecify.annotations.NullMarked;
