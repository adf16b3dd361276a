package dev.darkroom.api.accept;

import dev.darkroom.api.accept.Acceptance.Outcome;
import dev.darkroom.api.meters.MeterNames;
import dev.darkroom.contract.GenerationSnapshot.Kind;
import dev.darkroom.meters.Tally;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/// Counts what became of orders and their keys.
final class AcceptMeters {

    /// What an Idempotency-Key did for its request.
    enum KeyUse {
        NONE,
        NEW,
        REPEATED,
        MISMATCH,
        IN_PROGRESS
    }

    private final Tally<Kind> accepted;
    private final Tally<KeyUse> keys;

    AcceptMeters(MeterRegistry meters) {
        this.accepted = new Tally<>(Kind.class, kind -> meters.counter(MeterNames.ACCEPTED, "kind", kind.name()));
        this.keys = new Tally<>(
                KeyUse.class,
                use -> meters.counter(
                        MeterNames.IDEMPOTENCY, "outcome", use.name().toLowerCase(Locale.ROOT)));
    }

    /// After the commit, whether or not the clients are still there to hear of it.
    ///
    /// @param outcomes in the order of `group`
    void committed(List<Acceptance> group, List<Outcome> outcomes) {
        for (int i = 0; i < group.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Stored) {
                accepted.count(group.get(i).order().kind());
                keys.count(group.get(i).key() == null ? KeyUse.NONE : KeyUse.NEW);
            }
        }
    }

    void used(KeyUse how) {
        keys.count(how);
    }
}
