package dev.darkroom.notifier.inbox;

/// Whoever carries events to the owners' other machines. Called on the Kafka thread, so it must not wait.
public interface Errands {

    /// Deliveries were committed and are due. A call that is lost costs only the time to the next look.
    void posted();
}
