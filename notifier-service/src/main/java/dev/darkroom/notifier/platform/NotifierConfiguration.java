package dev.darkroom.notifier.platform;

import com.fasterxml.uuid.Generators;
import dev.darkroom.notifier.sessions.SessionRules;
import dev.darkroom.notifier.ticket.SocketAddress;
import dev.darkroom.notifier.ticket.Tickets;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.RelayBell;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/// Hands settings, time, ids and chance to the steps.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotifierSettings.class)
class NotifierConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /// The monotonic clock, for everything that is a duration.
    @Bean
    LongSupplier nanos() {
        return System::nanoTime;
    }

    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Bean
    Supplier<UUID> ids() {
        return Generators.timeBasedEpochRandomGenerator()::generate;
    }

    /// Eight letters and digits: 41 bits, and only ever compared with the epochs of the same owner.
    @Bean
    Supplier<String> epochs(RandomGenerator random) {
        return () -> random.ints(8, 0, 36)
                .collect(
                        StringBuilder::new,
                        (text, digit) -> text.append(Character.forDigit(digit, 36)),
                        StringBuilder::append)
                .toString();
    }

    /// Written here, emptied by the relays of the other services, which look by themselves: this bell wakes
    /// nobody.
    @Bean
    Outbox outbox(JdbcTemplate jdbc) {
        return new Outbox(jdbc, new RelayBell());
    }

    @Bean
    SessionRules sessionRules(NotifierSettings settings) {
        return settings.rules();
    }

    @Bean
    SocketAddress socketAddress(NotifierSettings settings) {
        return new SocketAddress(settings.socketUrl());
    }

    @Bean
    Tickets tickets(JdbcTemplate jdbc, RandomGenerator random, NotifierSettings settings) {
        return new Tickets(jdbc, random, settings.ticketLife());
    }
}
