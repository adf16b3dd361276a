package dev.darkroom.notifier.webhook;

enum DeliveryState {
    PENDING,
    DELIVERED,
    FAILED
}
