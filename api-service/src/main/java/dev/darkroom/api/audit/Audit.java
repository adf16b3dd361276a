package dev.darkroom.api.audit;

import dev.darkroom.ids.Ids;
import dev.darkroom.wire.WireJson;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Writes down what an operator did, in the transaction that does it.
@Component
public class Audit {

    private final JdbcTemplate jdbc;
    private final Ids ids;

    Audit(JdbcTemplate jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    private static final String RECORD = """
            insert into audit_event (id, actor_id, action, subject, detail)
            values (?, ?, ?, ?, ?::jsonb)
            """;

    /// Joins the caller's transaction.
    ///
    /// @param actorId the account that acted
    /// @param action in the past, such as `dead_letter.discarded`
    /// @param subject the id of what was acted on
    /// @param detail what else an operator wants to know later; written as JSON
    /// @throws IllegalStateException outside a transaction: a deed told of without being done would be a lie
    public void record(UUID actorId, String action, String subject, Map<String, ?> detail) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a deed is written down in the transaction that does it");
        }
        jdbc.update(
                RECORD, ids.next(), actorId, action, subject, WireJson.mapper().writeValueAsString(detail));
    }
}
