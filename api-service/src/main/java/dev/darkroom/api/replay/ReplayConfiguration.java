package dev.darkroom.api.replay;

import dev.darkroom.api.audit.Audit;
import dev.darkroom.api.run.NewRuns;
import dev.darkroom.ids.Ids;
import dev.darkroom.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

    @Bean
    Replays replays(JdbcTemplate jdbc) {
        return new Replays(jdbc);
    }

    @Bean
    Operating operatingReplays(
            TransactionTemplate transaction, Replays replays, JdbcTemplate jdbc, Audit audit, Ids ids) {
        return new Operating(transaction, replays, new Picked(jdbc), audit, ids);
    }

    @Bean
    ReplayRunner replayRunner(
            TransactionTemplate transaction,
            Replays replays,
            JdbcTemplate jdbc,
            NewRuns runs,
            Audit audit,
            MeterRegistry meters,
            Traces traces) {
        return new ReplayRunner(new Steps(transaction, replays, new StepRows(jdbc), runs, audit, meters, traces));
    }
}
