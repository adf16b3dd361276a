package dev.darkroom.api.replay;

import dev.darkroom.api.audit.Audit;
import dev.darkroom.api.run.NewRuns;
import dev.darkroom.ids.Ids;
import dev.darkroom.rounds.Rounds;
import dev.darkroom.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

    private static final Duration LONGEST_STEP = Duration.ofSeconds(12);

    @Bean
    Replays replays(JdbcTemplate jdbc) {
        return new Replays(jdbc);
    }

    @Bean
    Operating operatingReplays(
            TransactionTemplate transaction, Replays replays, JdbcTemplate jdbc, Audit audit, Ids ids) {
        return new Operating(transaction, replays, new Picked(jdbc), audit, ids);
    }

    /// Takes the steps of replays for as long as the service is up: one replay after another's start, and whatever a
    /// process left behind that is gone.
    @Bean
    Rounds replayRounds(
            TransactionTemplate transaction,
            Replays replays,
            JdbcTemplate jdbc,
            NewRuns runs,
            Audit audit,
            MeterRegistry meters,
            Traces traces) {
        var steps = new Steps(transaction, replays, new StepRows(jdbc), runs, audit, meters, traces);
        return Rounds.of("replay", steps::tick, "nothing of a replay's step is stored")
                .stoppingWithin(LONGEST_STEP);
    }
}
