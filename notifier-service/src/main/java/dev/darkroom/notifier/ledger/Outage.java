package dev.darkroom.notifier.ledger;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.springframework.dao.DataAccessException;

/// Tells of an absent database once, and of its return once, however often it is asked in between.
public final class Outage {

    private final Logger log;
    private final String meanwhile;
    private final AtomicBoolean going = new AtomicBoolean();

    /// @param meanwhile what happens until it is back, for the log
    public Outage(Logger log, String meanwhile) {
        this.log = log;
        this.meanwhile = meanwhile;
    }

    public void met(Exception failure) {
        if (going.compareAndSet(false, true)) {
            var cause = failure instanceof DataAccessException data ? data.getMostSpecificCause() : failure;
            log.atWarn()
                    .addKeyValue("cause", cause.getClass().getSimpleName() + ": " + cause.getMessage())
                    .log("the database does not answer; {}", meanwhile);
        }
    }

    public void over() {
        if (going.get() && going.compareAndSet(true, false)) {
            log.info("the database answers again");
        }
    }

    public boolean isGoing() {
        return going.get();
    }
}
