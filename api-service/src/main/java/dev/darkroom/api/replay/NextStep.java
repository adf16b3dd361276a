package dev.darkroom.api.replay;

/// What a running replay does next.
sealed interface NextStep {

    /// @param most how many of those that wait
    record Begin(int most) implements NextStep {}

    /// Until the canaries' new runs have ended.
    record Await() implements NextStep {}

    record Stop() implements NextStep {}

    record Finish() implements NextStep {}

    /// The first `wanted` items whose new run began are the canaries; they are known again after a restart.
    ///
    /// @param begun those of them that have begun
    /// @param complete those of them whose new run brought a picture
    /// @param failed those of them whose new run failed
    record Canaries(int wanted, int begun, int complete, int failed) {

        static final Canaries NONE = new Canaries(0, 0, 0, 0);

        int missing() {
            return wanted - begun;
        }

        int underWay() {
            return begun - complete - failed;
        }
    }

    /// @param waiting whether items wait
    /// @param portion most items of one step
    static NextStep of(Canaries canaries, boolean waiting, int portion) {
        if (canaries.failed() > 0) {
            return new Stop();
        }
        if (waiting && canaries.missing() > 0) {
            return new Begin(Math.min(portion, canaries.missing()));
        }
        if (canaries.underWay() > 0) {
            return new Await();
        }
        return waiting ? new Begin(portion) : new Finish();
    }
}
