package dev.darkroom.notifier.inbox;

import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.notifier.ledger.Streams;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.trace.LogScope;
import dev.darkroom.trace.Transitions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores a batch in one transaction: lock the owners' streams, drop what is known, number the rest, write; and
/// send on, by the outbox, what could not be read. The sessions hear of it after the commit, and of duplicates
/// too: the nudge of the first delivery may have been lost with the process that took it.
@Component
final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final InboxRows rows;
    private final Streams streams;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final List<Nudges> nudges;
    private final InboxMeters meters;

    Inbox(
            InboxRows rows,
            Streams streams,
            TransactionTemplate transaction,
            Outbox outbox,
            List<Nudges> nudges,
            MeterRegistry meters,
            InstantSource clock) {
        this.rows = rows;
        this.streams = streams;
        this.transaction = transaction;
        this.outbox = outbox;
        this.nudges = List.copyOf(nudges);
        this.meters = new InboxMeters(meters, clock);
    }

    /// Returns when every arrival is stored, was stored before, or can never be stored.
    ///
    /// @param unfit dead letters of the records that came along and could not be read
    /// @return what can never be stored; its records are not to be left out in silence
    /// @throws org.springframework.dao.DataAccessException while the database is away; nobody was told
    List<Refused> store(List<Arrival> arrivals, List<OutboxMessage> unfit) {
        try {
            var owners = arrivals.stream().map(Arrival::ownerId).collect(Collectors.toSet());
            var stored = inOneTransaction(arrivals, owners, unfit).orElseGet(() -> {
                // In a transaction of its own: rows added under locks that others wait for could deadlock.
                streams.open(owners);
                return inOneTransaction(arrivals, owners, unfit).orElseThrow();
            });
            meters.unfit(unfit.size());
            tell(arrivals.size(), stored);
            return List.of();
        } catch (DataIntegrityViolationException refused) {
            return unfit.isEmpty() ? storeSmaller(arrivals, refused) : storeApart(arrivals, unfit, refused);
        }
    }

    /// Empty when some owner has no stream yet.
    private Optional<Numbering> inOneTransaction(List<Arrival> arrivals, Set<UUID> owners, List<OutboxMessage> unfit) {
        return transaction.execute(_ -> {
            var heads = rows.lock(owners);
            if (heads.size() < owners.size()) {
                return Optional.empty();
            }
            var numbering = Numbering.of(arrivals, heads, rows.known(arrivals));
            if (!numbering.raised().isEmpty()) {
                rows.write(numbering);
            }
            outbox.append(unfit);
            return Optional.of(numbering);
        });
    }

    private void tell(int arrived, Numbering stored) {
        meters.numbered(arrived, stored);
        if (Transitions.log().isDebugEnabled()) {
            stored.rows().forEach(Inbox::tell);
        }
        var told = stored.shares().stream().map(Inbox::nudge).toList();
        nudges.forEach(one -> one.arrived(told));
    }

    private static void tell(Numbered row) {
        try (var _ = LogScope.of(row.arrival().generationId(), row.arrival().trace())) {
            Transitions.log()
                    .atDebug()
                    .addKeyValue("eventId", row.arrival().eventId())
                    .addKeyValue("type", row.arrival().type())
                    .addKeyValue("seq", row.seq())
                    .log("in its owner's inbox");
        }
    }

    private static Nudge nudge(Numbering.Share share) {
        return new Nudge(
                share.ownerId(),
                share.head(),
                share.fresh().stream().map(Numbered::stored).toList(),
                share.fresh().stream().map(Numbered::settled).toList());
    }

    /// What could not be read must not spoil what could.
    private List<Refused> storeApart(
            List<Arrival> arrivals, List<OutboxMessage> unfit, DataIntegrityViolationException refused) {
        if (arrivals.isEmpty() && unfit.size() == 1) {
            log.atError()
                    .addKeyValue("cause", refused.getMostSpecificCause().getMessage())
                    .log("the database refuses a dead letter for good; its record stays in the topic only");
            return List.of();
        }
        var refusedToo = arrivals.isEmpty() ? List.<Refused>of() : store(arrivals, List.of());
        unfit.forEach(letter -> store(List.of(), List.of(letter)));
        return refusedToo;
    }

    /// One bad row spoils only itself: owner by owner, then row by row.
    private List<Refused> storeSmaller(List<Arrival> arrivals, DataIntegrityViolationException refused) {
        if (arrivals.size() == 1) {
            var arrival = arrivals.getFirst();
            try (var _ = LogScope.of(arrival.generationId(), arrival.trace())) {
                log.atError()
                        .addKeyValue("eventId", arrival.eventId())
                        .addKeyValue("cause", refused.getMostSpecificCause().getMessage())
                        .log("the database refuses this event for good; its owner is not notified");
            }
            return List.of(Refused.of(arrival, refused));
        }
        var byOwner = arrivals.stream().collect(Collectors.groupingBy(Arrival::ownerId));
        return byOwner.size() > 1
                ? storeEach(byOwner.values())
                : storeEach(arrivals.stream().map(List::of).toList());
    }

    private List<Refused> storeEach(Collection<List<Arrival>> parts) {
        return parts.stream().flatMap(part -> store(part, List.of()).stream()).toList();
    }
}
