package dev.darkroom.notifier.retention;

import dev.darkroom.notifier.ticket.Tickets;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(RetentionSettings.class)
class RetentionConfiguration {

    @Bean
    Expiry expiry(
            JdbcTemplate jdbc, TransactionTemplate transaction, RetentionSettings settings, MeterRegistry meters) {
        return new Expiry(new ExpiryRows(jdbc), transaction, settings.kept(), meters);
    }

    @Bean
    InboxJanitor inboxJanitor(Expiry expiry, Tickets tickets) {
        return new InboxJanitor(expiry, tickets);
    }
}
