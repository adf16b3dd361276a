package dev.darkroom.rounds;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Rounds that fail, from the first to the last: one line when it begins, one when it ends, and longer and longer
/// pauses in between. A database or a broker that is away is waited out; only a fault of ours asks for a person.
final class Trouble {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final String name;
    private final String meanwhile;
    private final Duration shortest;
    private final Duration longest;
    private @Nullable Level told;
    private Duration pause;

    Trouble(String name, String meanwhile, Duration shortest, Duration longest) {
        this.name = name;
        this.meanwhile = meanwhile;
        this.shortest = shortest;
        this.longest = longest;
        this.pause = shortest;
    }

    /// @return how long to leave everybody alone
    Duration met(RuntimeException failed) {
        var level = isAway(failed) ? Level.WARN : Level.ERROR;
        if (told == null || told.toInt() < level.toInt()) {
            tell(level, failed);
            told = level;
        }
        var now = pause;
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(longest) < 0 ? doubled : longest;
        return now;
    }

    void over() {
        if (told != null) {
            log.atInfo().addKeyValue("rounds", name).log("works again");
        }
        told = null;
        pause = shortest;
    }

    private void tell(Level level, RuntimeException failed) {
        var line = log.atLevel(level).addKeyValue("rounds", name);
        if (level == Level.ERROR) {
            line = line.setCause(failed);
        } else {
            line = line.addKeyValue("cause", failed.getMessage());
        }
        line.log("a round failed and is tried again; {}", meanwhile);
    }

    private static boolean isAway(RuntimeException failed) {
        return failed instanceof DataAccessException
                || failed instanceof TransactionException
                || failed instanceof KafkaException;
    }
}
