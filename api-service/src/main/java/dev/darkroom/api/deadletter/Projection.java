package dev.darkroom.api.deadletter;

import dev.darkroom.api.meters.MeterNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores the letters of a poll in one transaction. When the database refuses that, each is tried alone, so
/// that a bad one delays nobody; the bad one itself is kept as bytes and a place.
@Component
class Projection {

    private static final Logger log = LoggerFactory.getLogger(Projection.class);

    private final DeadLetterRows rows;
    private final TransactionTemplate transaction;
    private final Counter projected;

    Projection(DeadLetterRows rows, TransactionTemplate transaction, MeterRegistry meters) {
        this.rows = rows;
        this.transaction = transaction;
        this.projected = meters.counter(MeterNames.DEAD_LETTERS);
    }

    /// Returns when every letter is stored, was stored before, or can never be stored.
    ///
    /// @throws org.springframework.dao.DataAccessException while the database is away; some may be stored
    void project(List<Letter> letters) {
        try {
            store(letters);
            projected.increment(letters.size());
        } catch (DataIntegrityViolationException refused) {
            if (letters.size() > 1) {
                letters.forEach(letter -> project(List.of(letter)));
            } else {
                keepBare(letters.getFirst(), refused);
            }
        }
    }

    private void store(List<Letter> letters) {
        transaction.executeWithoutResult(_ -> {
            var known = rows.lock(letters);
            var parts = letters.stream().collect(Collectors.partitioningBy(letter -> letter.isOfOne(known)));
            rows.storeOfRuns(oneEach(parts.getOrDefault(true, List.of()), letter -> String.valueOf(letter.run())));
            rows.storeOfOrigins(oneEach(
                    parts.getOrDefault(false, List.of()).stream()
                            .map(Letter::orphaned)
                            .toList(),
                    letter -> String.valueOf(letter.origin())));
        });
    }

    /// The first of each: a statement cannot meet the same row twice.
    private static List<Letter> oneEach(Collection<Letter> letters, Function<Letter, String> by) {
        var first = new LinkedHashMap<String, Letter>();
        letters.forEach(letter -> first.putIfAbsent(by.apply(letter), letter));
        return List.copyOf(first.values());
    }

    private void keepBare(Letter letter, DataIntegrityViolationException refused) {
        var cause = refused.getMostSpecificCause().getMessage();
        log.atError()
                .addKeyValue("topic", letter.position().topic())
                .addKeyValue("partition", letter.position().partition())
                .addKeyValue("offset", letter.position().offset())
                .addKeyValue("cause", cause)
                .log("the database refuses this dead letter; only its bytes are kept");
        try {
            store(List.of(letter.bare("the database refuses this record as the dead letter it says it is")));
        } catch (DataIntegrityViolationException again) {
            log.atError().setCause(again).log("it refuses even that; the record stays in its topic only");
        }
    }
}
