package dev.darkroom.worker.intake;

import dev.darkroom.worker.lease.Lease;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.stereotype.Component;

/// Whether work is being taken: the consumer runs, and there is a lease to claim under.
@Component
class IntakeHealthIndicator implements HealthIndicator {

    private final KafkaMessageListenerContainer<String, byte[]> container;
    private final Lease lease;

    IntakeHealthIndicator(KafkaMessageListenerContainer<String, byte[]> container, Lease lease) {
        this.container = container;
        this.lease = lease;
    }

    @Override
    public Health health() {
        var takes = container.isRunning() && lease.worker().isPresent();
        return (takes ? Health.up() : Health.down())
                .withDetail("consumer", container.isRunning() ? "running" : "waiting for Kafka")
                .withDetail("worker", lease.worker().map(Object::toString).orElse("not registered"))
                .build();
    }
}
