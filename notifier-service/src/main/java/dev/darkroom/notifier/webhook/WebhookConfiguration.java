package dev.darkroom.notifier.webhook;

import dev.darkroom.notifier.inbox.Errands;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

    @Bean
    Seal seal(WebhookSettings settings, RandomGenerator random) {
        return Seal.of(settings.key(), random);
    }

    @Bean
    WebhookRules webhookRules(WebhookSettings settings) {
        return new WebhookRules(settings.allowPrivateAddresses());
    }

    @Bean
    Webhooks webhooks(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Seal seal,
            RandomGenerator random,
            Supplier<UUID> ids,
            WebhookSettings settings) {
        return new Webhooks(jdbc, transaction, seal, random, ids, settings);
    }

    @Bean
    Deliveries deliveries(JdbcTemplate jdbc, Errands errands, Supplier<UUID> ids, InstantSource clock) {
        return new Deliveries(jdbc, errands, ids, clock);
    }
}
