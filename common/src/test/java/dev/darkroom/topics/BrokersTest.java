package dev.darkroom.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class BrokersTest {

    @Test
    void what_the_environment_says_of_passwords_and_certificates_reaches_our_own_clients_and_nothing_else_does() {
        var kafka = kafka(Map.of(
                "SPRING_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "SPRING_KAFKA_PROPERTIES_SASL_MECHANISM", "SCRAM-SHA-512",
                "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "of the worker",
                "SPRING_KAFKA_PROPERTIES_SSL_TRUSTSTORE_TYPE", "PEM",
                "SPRING_KAFKA_PROPERTIES_SSL_TRUSTSTORE_LOCATION", "/run/secrets/ca.pem",
                "SPRING_KAFKA_PROPERTIES_MAX_POLL_RECORDS", "7",
                "SPRING_KAFKA_CLIENT_ID", "somebody"));

        assertThat(Brokers.at(List.of("one:9092", "two:9092"), kafka).with(Map.of("client.id", "relay")))
                .isEqualTo(Map.of(
                        "bootstrap.servers", List.of("one:9092", "two:9092"),
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config", "of the worker",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", "/run/secrets/ca.pem",
                        "client.id", "relay"));
    }

    private static KafkaProperties kafka(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment)
                .bind("spring.kafka", KafkaProperties.class)
                .get();
    }
}
