package dev.darkroom.api.replay;

import java.time.Duration;
import java.time.Instant;

/// How fast a replay goes: small steps, each due when the one before has been paid for. Kept as a due time in the row,
/// by the database's clock, so the rate holds over restarts and over any number of instances.
///
/// @param perSecond new runs begun a second
record Pace(int perSecond) {

    /// A step's worth. Short enough for a pause to bite at once, long enough for a step to be worth a transaction.
    private static final Duration STEP = Duration.ofMillis(250);

    /// Most items of one step.
    int portion() {
        return Math.max(1, (int) (perSecond * STEP.toMillis() / 1_000));
    }

    /// When the next step is due. A replay that was held up makes good for one step at most: the AI servers never see
    /// the missed time in one burst.
    ///
    /// @param due when this step was due
    Instant after(Instant due, Instant now, int taken) {
        var oldest = now.minus(STEP);
        return (due.isBefore(oldest) ? oldest : due).plusNanos(taken * 1_000_000_000L / perSecond);
    }
}
