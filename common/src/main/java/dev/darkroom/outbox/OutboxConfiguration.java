package dev.darkroom.outbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.rounds.Rounds;
import dev.darkroom.topics.Brokers;
import dev.darkroom.topics.TopicsAtHand;
import dev.darkroom.topics.TopicsConfiguration;
import dev.darkroom.trace.TraceConfiguration;
import dev.darkroom.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives a service its outbox and a relay. Import it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxSettings.class)
@Import({TopicsConfiguration.class, TraceConfiguration.class})
public class OutboxConfiguration {

    @Bean
    RelayBell relayBell() {
        return new RelayBell();
    }

    @Bean
    Outbox outbox(JdbcTemplate jdbc, RelayBell bell) {
        return new Outbox(jdbc, bell);
    }

    /// One connection for the relay and one for its gauges, apart from the service's pool: a slow broker holds a row
    /// lock and a connection for as long as `delivery.timeout.ms`.
    @Bean(defaultCandidate = false)
    HikariDataSource relayDataSource(HikariDataSource dataSource) {
        var own = new HikariDataSource();
        own.setJdbcUrl(dataSource.getJdbcUrl());
        own.setUsername(dataSource.getUsername());
        own.setPassword(dataSource.getPassword());
        own.setPoolName("outbox-relay");
        own.setMaximumPoolSize(2);
        own.setMinimumIdle(1);
        own.setInitializationFailTimeout(-1);
        own.setConnectionTimeout(3_000);
        own.setDataSourceProperties(dataSource.getDataSourceProperties());
        own.setConnectionInitSql(dataSource.getConnectionInitSql());
        return own;
    }

    @Bean(defaultCandidate = false)
    Producer<String, byte[]> relayProducer(Brokers brokers) {
        return new KafkaProducer<>(
                brokers.with(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "outbox-relay",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        3_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        10_000)),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Bean
    OutboxGauges outboxGauges(@Qualifier("relayDataSource") HikariDataSource relayDataSource, MeterRegistry meters) {
        return new OutboxGauges(new OutboxRows(new JdbcTemplate(relayDataSource)), System::nanoTime, meters);
    }

    @Bean
    Rounds relaying(
            @Qualifier("relayDataSource") HikariDataSource relayDataSource,
            @Qualifier("relayProducer") Producer<String, byte[]> relayProducer,
            RelayBell bell,
            TopicsAtHand topics,
            Traces traces,
            OutboxSettings settings,
            MeterRegistry meters) {
        var relay = new OutboxRelay(
                new OutboxRows(new JdbcTemplate(relayDataSource)),
                relayProducer,
                new TransactionTemplate(new JdbcTransactionManager(relayDataSource)),
                settings.batch(),
                traces);
        return new Relaying(relay, bell, topics, settings.patience(), new RelayMeters(meters)).rounds();
    }
}
