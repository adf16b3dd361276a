package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.ledger.Streams;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.Pulse.Beat;
import dev.darkroom.notifier.protocol.Tally;
import dev.darkroom.rounds.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Looks after every session once a beat: pings with the head that is in the database, ends what is due, and
/// wakes what is behind. A nudge that got lost is made good here, so nobody has to prove that none ever is.
final class Heartbeat {

    /// A generation's progress is shown at most twice a second; this is how soon the second half of it is.
    private static final Duration NEWS_EVERY = Duration.ofMillis(250);

    /// Owners of one query.
    private static final int TOGETHER = 1_000;

    private final Sessions sessions;
    private final Streams streams;
    private final Backstage backstage;
    private final Duration every;
    private final AtomicBoolean reading = new AtomicBoolean();
    private long lastBeat;

    Heartbeat(Sessions sessions, Streams streams, Backstage backstage, Duration every) {
        this.sessions = sessions;
        this.streams = streams;
        this.backstage = backstage;
        this.every = every;
        this.lastBeat = backstage.nanos().getAsLong() - every.toNanos();
    }

    void tick() {
        var nanos = backstage.nanos().getAsLong();
        var now = backstage.clock().instant();
        var toPing = new ArrayList<Session>();
        sessions.each(session -> {
            switch (session.pulse().beat(nanos, now)) {
                case Beat.Rest _ -> {
                    if (session.isBehind()) {
                        session.wake();
                    }
                }
                case Beat.SendPing _ -> toPing.add(session);
                case Beat.AskForTicket(var by) -> session.say(new Frame.Reauth(by));
                case Beat.End(var ending) -> session.end(ending);
            }
        });
        if (!toPing.isEmpty()) {
            if (reading.compareAndSet(false, true)) {
                backstage.threads().newThread(() -> pingAll(toPing)).start();
            } else {
                // A database that hangs must not hold up the beat: the ping carries what is known here.
                toPing.forEach(session -> session.say(session.audience().ping()));
            }
        }
        sessions.sweep();
    }

    private void releaseProgress() {
        sessions.releaseProgress(
                backstage.nanos().getAsLong(), backstage.clock().instant());
    }

    private void pingAll(List<Session> due) {
        try {
            for (int from = 0; from < due.size(); from += TOGETHER) {
                ping(due.subList(from, Math.min(from + TOGETHER, due.size())));
            }
        } finally {
            reading.set(false);
        }
    }

    private void ping(List<Session> due) {
        var tallies = tallies(
                due.stream().map(session -> session.visit().pass().ownerId()).collect(Collectors.toSet()));
        for (var session : due) {
            session.audience()
                    .stands(tallies.getOrDefault(session.visit().pass().ownerId(), Tally.NONE));
            session.say(session.audience().ping());
        }
    }

    /// Without a database the ping carries what is known here.
    private Map<UUID, Tally> tallies(Set<UUID> owners) {
        try {
            return streams.tallies(owners);
        } catch (DataAccessException | TransactionException away) {
            return new HashMap<>();
        }
    }

    /// Beats when a beat is due, and shows progress in between.
    private Duration round() {
        var nanos = backstage.nanos().getAsLong();
        if (nanos - lastBeat >= every.toNanos()) {
            lastBeat = nanos;
            tick();
        }
        releaseProgress();
        return every.compareTo(NEWS_EVERY) < 0 ? every : NEWS_EVERY;
    }

    /// Sessions are looked after until the last of them has gone, so it stops after the drain and the inbox.
    Rounds rounds() {
        return Rounds.of("heartbeat", this::round, "sessions are looked after at the next beat")
                .inPhase(Integer.MAX_VALUE - 200);
    }
}
