package dev.darkroom.notifier.webhook;

import dev.darkroom.identity.Caller;
import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/webhook`. A secret is in exactly one answer: the one that makes it.
@RestController
@RequestMapping("/api/webhook")
class WebhookController {

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookRules rules;

    WebhookController(Webhooks webhooks, Deliveries deliveries, WebhookRules rules) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.rules = rules;
    }

    /// @param types absent or empty for all
    record NewWebhook(@Nullable String url, @Nullable List<@Nullable String> types) {}

    /// What is absent stays as it is.
    record Change(
            @Nullable Boolean enabled,
            @Nullable Boolean rotateSecret,
            @Nullable String url,
            @Nullable List<@Nullable String> types) {}

    @PostMapping
    ResponseEntity<WebhookResource> create(Caller caller, @RequestBody NewWebhook order) {
        var url = order.url();
        if (url == null) {
            throw Problem.invalid("url", "REQUIRED", "This is required.");
        }
        rules.check(url, order.types());
        var created = webhooks.create(caller.ownerId(), url, known(order.types()));
        return ResponseEntity.created(URI.create("/api/webhook/" + created.webhookId()))
                .cacheControl(CacheControl.noStore())
                .body(created);
    }

    @GetMapping
    Page<WebhookResource> list(
            Caller caller,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return webhooks.page(caller.ownerId(), limit, cursor);
    }

    @GetMapping("/{webhookId}")
    WebhookResource one(Caller caller, @PathVariable UUID webhookId) {
        return webhooks.get(caller.ownerId(), webhookId);
    }

    @PatchMapping("/{webhookId}")
    ResponseEntity<WebhookResource> change(Caller caller, @PathVariable UUID webhookId, @RequestBody Change change) {
        rules.check(change.url(), change.types());
        var changed = webhooks.change(
                caller.ownerId(),
                webhookId,
                change.url(),
                change.types() == null ? null : known(change.types()),
                change.enabled(),
                Boolean.TRUE.equals(change.rotateSecret()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(changed);
    }

    @DeleteMapping("/{webhookId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable UUID webhookId) {
        webhooks.delete(caller.ownerId(), webhookId);
    }

    @PostMapping("/{webhookId}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryResource test(Caller caller, @PathVariable UUID webhookId) {
        return deliveries.test(caller.ownerId(), webhooks.get(caller.ownerId(), webhookId));
    }

    @GetMapping("/{webhookId}/deliveries")
    Page<DeliveryResource> deliveries(
            Caller caller,
            @PathVariable UUID webhookId,
            @RequestParam(required = false) @Nullable DeliveryState state,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var webhook = webhooks.get(caller.ownerId(), webhookId);
        return deliveries.page(webhook.webhookId(), state, limit, cursor);
    }

    @PostMapping("/{webhookId}/deliveries/{deliveryId}/redeliver")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryResource redeliver(Caller caller, @PathVariable UUID webhookId, @PathVariable UUID deliveryId) {
        return deliveries.redeliver(webhooks.get(caller.ownerId(), webhookId), deliveryId);
    }

    private static List<String> known(@Nullable List<@Nullable String> checked) {
        return checked == null
                ? List.of()
                : checked.stream().map(String::valueOf).distinct().toList();
    }
}
