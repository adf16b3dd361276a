package dev.darkroom.api.deadletter;

import dev.darkroom.api.audit.Audit;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Closes dead letters that nothing will be done about.
@Component
class Discards {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DeadLetters deadLetters;
    private final Audit audit;

    Discards(JdbcTemplate jdbc, TransactionTemplate transaction, DeadLetters deadLetters, Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.deadLetters = deadLetters;
        this.audit = audit;
    }

    private static final String DISCARD = """
            update dead_letter
               set state = 'DISCARDED', discarded_at = now(), discard_reason = ?
             where id = ?
               and state = 'OPEN'
            """;

    /// Does nothing to one that is discarded already; its first reason stays.
    ///
    /// @throws Problem NOT_FOUND; NOT_REPLAYABLE when it is neither open nor discarded
    DeadLetterResource discard(UUID operatorId, UUID id, String reason) {
        return transaction.execute(_ -> {
            if (jdbc.update(DISCARD, reason, id) > 0) {
                audit.record(operatorId, "dead_letter.discarded", id.toString(), Map.of("reason", reason));
            }
            var now = deadLetters.find(id).orElseThrow(Discards::unknown);
            if (!now.state().equals(DeadLetterState.DISCARDED.name())) {
                throw new Problem(
                        ProblemCode.NOT_REPLAYABLE, "only an OPEN dead letter can be discarded; it is " + now.state());
            }
            return now;
        });
    }

    static Problem unknown() {
        return new Problem(ProblemCode.NOT_FOUND, "there is no such dead letter");
    }
}
