package dev.darkroom.notifier.retention;

import dev.darkroom.notifier.ticket.Tickets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/// Deletes what has expired: notifications, and tickets nobody used. Any number of instances may do so at once.
final class InboxJanitor {

    private static final Logger log = LoggerFactory.getLogger(InboxJanitor.class);
    private static final int AT_ONCE = 1_000;

    private final Expiry expiry;
    private final Tickets tickets;

    InboxJanitor(Expiry expiry, Tickets tickets) {
        this.expiry = expiry;
        this.tickets = tickets;
    }

    /// Goes on until nothing expired is left. A stop comes between any two transactions.
    @Scheduled(
            fixedDelayString = "${darkroom.notifier.expire-every}",
            initialDelayString = "${darkroom.notifier.expire-every}")
    void tick() {
        try {
            var gone = 0L;
            for (int some = AT_ONCE; some > 0 && !Thread.currentThread().isInterrupted(); gone += some) {
                some = expiry.step(AT_ONCE);
            }
            for (int some = AT_ONCE; some == AT_ONCE && !Thread.currentThread().isInterrupted(); ) {
                some = tickets.forgetExpired(AT_ONCE);
            }
            if (gone > 0) {
                log.atInfo().addKeyValue("notifications", gone).log("notifications have expired");
            }
        } catch (DataAccessException | TransactionException away) {
            log.atDebug().setCause(away).log("what has expired stays until the next look");
        }
    }
}
