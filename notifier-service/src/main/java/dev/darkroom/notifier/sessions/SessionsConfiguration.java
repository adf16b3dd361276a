package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.acknowledge.Acknowledgements;
import dev.darkroom.notifier.ledger.Notifications;
import dev.darkroom.notifier.ledger.Streams;
import dev.darkroom.notifier.meters.MeterNames;
import dev.darkroom.notifier.ticket.Tickets;
import dev.darkroom.rounds.Rounds;
import dev.darkroom.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class SessionsConfiguration {

    @Bean
    Backstage backstage(
            Streams streams,
            Notifications notifications,
            SessionMeters meters,
            Traces traces,
            SessionRules rules,
            InstantSource clock,
            LongSupplier nanos) {
        return new Backstage(
                new Shelf(streams, notifications, rules.reading()),
                meters,
                new Journal(traces),
                rules.limits(),
                clock,
                nanos,
                Thread.ofVirtual().name("session-", 0).factory());
    }

    @Bean
    Revocations revocations() {
        return new Revocations();
    }

    @Bean
    Sessions sessions(Backstage backstage, Revocations revocations, SessionRules rules, MeterRegistry meters) {
        var sessions = new Sessions(backstage, revocations, rules.reading().ring());
        meters.gauge(MeterNames.SESSIONS, sessions, Sessions::count);
        return sessions;
    }

    @Bean
    Rounds heartbeat(Sessions sessions, Streams streams, Backstage backstage, SessionRules rules) {
        return new Heartbeat(sessions, streams, backstage, rules.beatEvery()).rounds();
    }

    @Bean
    Rounds census(Supplier<UUID> ids, Sessions sessions, JdbcTemplate jdbc) {
        return new Census(ids.get(), sessions, jdbc).rounds();
    }

    @Bean
    Farewell farewell(Sessions sessions, SessionRules rules, RandomGenerator random, LongSupplier nanos) {
        return new Farewell(sessions, rules.drain(), random, nanos);
    }

    @Bean
    EventStreams eventStreams(Sessions sessions, Backstage backstage) {
        return new EventStreams(sessions, backstage);
    }

    @Bean
    SocketHandler socketHandler(
            Sessions sessions,
            Backstage backstage,
            Tickets tickets,
            Acknowledgements acknowledgements,
            Revocations revocations) {
        return new SocketHandler(sessions, backstage, tickets, acknowledgements, revocations);
    }
}
