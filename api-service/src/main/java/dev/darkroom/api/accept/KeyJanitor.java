package dev.darkroom.api.accept;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/// Deletes expired idempotency keys. Any number of instances may do so at once.
final class KeyJanitor {

    private static final Logger log = LoggerFactory.getLogger(KeyJanitor.class);
    private static final int AT_ONCE = 1_000;

    private final IdempotencyKeys keys;

    KeyJanitor(IdempotencyKeys keys) {
        this.keys = keys;
    }

    /// Goes on until nothing expired is left.
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void tick() {
        try {
            while (keys.forget(AT_ONCE) == AT_ONCE && !Thread.currentThread().isInterrupted()) {
                log.atDebug().addKeyValue("keys", AT_ONCE).log("deleted expired idempotency keys; there are more");
            }
        } catch (DataAccessException away) {
            log.atDebug().setCause(away).log("expired idempotency keys stay for another minute");
        }
    }
}
