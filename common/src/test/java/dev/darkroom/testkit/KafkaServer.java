package dev.darkroom.testkit;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.kafka.KafkaContainer;

/// The Kafka broker of this JVM. Topics are made by the code under test, as in production.
final class KafkaServer {

    private final Broker broker;

    private KafkaServer(Broker broker) {
        this.broker = broker;
    }

    static KafkaServer get() {
        return Holder.SERVER;
    }

    Broker broker() {
        return broker;
    }

    private static Broker start() {
        var given = System.getenv("DARKROOM_TEST_KAFKA");
        if (given != null) {
            return new Broker(given);
        }
        return Docker.answers() ? inContainer() : embedded();
    }

    private static Broker inContainer() {
        @SuppressWarnings("resource") // lives as long as the JVM; Ryuk removes it
        var container = new KafkaContainer("apache/kafka:4.2.1");
        container.start();
        return new Broker(container.getBootstrapServers());
    }

    private static Broker embedded() {
        var broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperty("auto.create.topics.enable", "false");
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.brokerProperty("offsets.topic.num.partitions", "4");
        broker.brokerProperty("offsets.topic.replication.factor", "1");
        broker.afterPropertiesSet();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
        return new Broker(broker.getBrokersAsString());
    }

    private static final class Holder {
        static final KafkaServer SERVER = new KafkaServer(start());
    }
}
