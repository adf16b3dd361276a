package dev.darkroom.api.accept;

import dev.darkroom.api.accept.Acceptance.Outcome;
import dev.darkroom.api.read.GenerationQueries;
import dev.darkroom.api.resource.Resources;
import dev.darkroom.batch.GroupCommit;
import dev.darkroom.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(AcceptSettings.class)
class AcceptConfiguration {

    @Bean
    AcceptMeters acceptMeters(MeterRegistry meters) {
        return new AcceptMeters(meters);
    }

    @Bean
    IdempotencyKeys idempotencyKeys(JdbcTemplate jdbc, AcceptSettings settings) {
        return new IdempotencyKeys(jdbc, settings.idempotencyKept());
    }

    @Bean
    KeyJanitor keyJanitor(IdempotencyKeys keys) {
        return new KeyJanitor(keys);
    }

    @Bean
    AcceptedGenerations acceptedGenerations(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            IdempotencyKeys keys,
            Outbox outbox,
            AcceptSettings settings) {
        return new AcceptedGenerations(jdbc, transaction, keys, outbox, settings);
    }

    @Bean(destroyMethod = "close")
    GroupCommit<Acceptance, Outcome> acceptCommits(
            AcceptedGenerations generations, AcceptMeters meters, AcceptSettings settings) {
        return new GroupCommit<>(
                "accept", new GroupCommit.Bounds(settings.waiting(), settings.group(), settings.lanes()), group -> {
                    var outcomes = generations.store(group);
                    meters.committed(group, outcomes);
                    return outcomes;
                });
    }

    @Bean
    Accepting accepting(
            GroupCommit<Acceptance, Outcome> acceptCommits,
            IdempotencyKeys keys,
            GenerationQueries generations,
            Resources resources,
            AcceptMeters meters,
            AcceptSettings settings) {
        return new Accepting(acceptCommits, keys, generations, resources, meters, settings);
    }
}
