package dev.darkroom.notifier.webhook.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// When a failed attempt is made again, if ever. Pure: chance is handed in.
///
/// @param retries the pause after each failed attempt but the last
/// @param jitter the part of a pause that chance adds or takes away, so that what failed together does not come back
///     together
record Schedule(List<Duration> retries, double jitter) {

    /// However long a receiver asks us to wait.
    static final Duration LONGEST_WAIT = Duration.ofHours(24);

    /// Until what could not even begin is tried again.
    static final Duration SHORT_WAIT = Duration.ofSeconds(2);

    /// Until what only an operator or the owner can mend is tried again.
    static final Duration LONG_WAIT = Duration.ofMinutes(15);

    private static final int GONE = 410;

    /// Statuses that tell of a receiver that is busy or away, and so may say for how long.
    private static final Set<Integer> MAY_ASK_TO_WAIT = Set.of(429, 502, 503, 504);

    /// @param attempts made before this one
    Verdict judge(Answer answer, int attempts, RandomGenerator chance) {
        return switch (answer) {
            case Answer.Status(int code, var _) when code >= 200 && code < 300 -> new Verdict.Delivered();
            case Answer.Status(int code, var _) when code == GONE -> new Verdict.Gone();
            case Answer.Status(int code, var wish) ->
                again(attempts, MAY_ASK_TO_WAIT.contains(code) ? wish.orElse(Duration.ZERO) : Duration.ZERO, chance);
            case Answer.None(var why) ->
                switch (why) {
                    case EXPIRED -> new Verdict.Lapsed();
                    case NOT_BEGUN -> new Verdict.Postponed(spread(SHORT_WAIT, chance));
                    case SECRET_UNREADABLE -> new Verdict.Postponed(spread(LONG_WAIT, chance));
                    case TIMEOUT,
                            UNKNOWN_HOST,
                            ADDRESS_REFUSED,
                            HTTPS_REQUIRED,
                            CONNECT_FAILED,
                            TLS_FAILED,
                            BROKEN_ANSWER -> again(attempts, Duration.ZERO, chance);
                };
        };
    }

    private Verdict again(int attempts, Duration wish, RandomGenerator chance) {
        if (attempts >= retries.size()) {
            return new Verdict.Failed();
        }
        var planned = spread(retries.get(attempts), chance);
        var bounded = wish.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wish;
        return new Verdict.Again(planned.compareTo(bounded) > 0 ? planned : bounded);
    }

    private Duration spread(Duration pause, RandomGenerator chance) {
        var factor = 1 + jitter * (2 * chance.nextDouble() - 1);
        return Duration.ofMillis(Math.round(pause.toMillis() * factor));
    }
}
