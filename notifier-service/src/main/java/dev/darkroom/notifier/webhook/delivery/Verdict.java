package dev.darkroom.notifier.webhook.delivery;

import java.time.Duration;

/// What becomes of a delivery after an attempt.
sealed interface Verdict {

    record Delivered() implements Verdict {}

    record Again(Duration after) implements Verdict {}

    /// There was no attempt: due again soon, and charged to nobody.
    record Postponed(Duration after) implements Verdict {}

    record Failed() implements Verdict {}

    /// There is nothing left to send. It has failed, and is charged to nobody.
    record Lapsed() implements Verdict {}

    /// The receiver wants nothing any more: the webhook ends with this.
    record Gone() implements Verdict {}
}
