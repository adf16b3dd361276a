package dev.darkroom.outbox;

import dev.darkroom.sql.Column;
import dev.darkroom.wire.WireJson;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Appends records inside the caller's transaction and wakes the relay after its commit.
public final class Outbox {

    private final JdbcTemplate jdbc;
    private final RelayBell bell;

    public Outbox(JdbcTemplate jdbc, RelayBell bell) {
        this.jdbc = jdbc;
        this.bell = bell;
    }

    private static final String APPEND = """
            insert into outbox (aggregate_id, topic, record_key, headers, payload, raw, available_at)
            select aggregate_id, topic, record_key, headers, payload, raw, now() + delay_millis * interval '1 millisecond'
              from unnest(?::uuid[], ?::text[], ?::text[], ?::jsonb[], ?::text[], ?::bytea[], ?::bigint[])
                   as m (aggregate_id, topic, record_key, headers, payload, raw, delay_millis)
            """;

    /// Appends all, in order, with one statement.
    ///
    /// @throws IllegalStateException outside a transaction: a record without its change would be a lie
    public void append(List<OutboxMessage> messages) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("the outbox is written in the transaction of the change it tells of");
        }
        if (messages.isEmpty()) {
            return;
        }
        jdbc.update(
                APPEND,
                Column.of(messages, OutboxMessage::aggregateId),
                Column.of(messages, OutboxMessage::topic),
                Column.of(messages, OutboxMessage::key),
                Column.of(messages, m -> WireJson.mapper().writeValueAsString(m.headers())),
                Column.of(messages, OutboxMessage::text),
                Column.of(messages, OutboxMessage::hex),
                Column.of(messages, m -> m.delay().toMillis()));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                bell.ring();
            }
        });
    }
}
