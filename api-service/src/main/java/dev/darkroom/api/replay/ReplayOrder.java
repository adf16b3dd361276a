package dev.darkroom.api.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.darkroom.web.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an operator asks to be replayed, as it came.
///
/// @param ratePerSecond new runs begun a second
/// @param canary how many go first and must complete before the others follow; 0 for none
record ReplayOrder(
        @Nullable List<@Nullable UUID> ids,
        @Nullable ReplayFilter filter,
        @Nullable Boolean dryRun,
        @Nullable Integer ratePerSecond,
        @Nullable Integer canary) {

    private static final int DEFAULT_RATE = 50;
    private static final int FASTEST = 500;
    private static final int MOST_CANARIES = 100;
    /// No control characters and no half of a surrogate pair, which the database would refuse.
    private static final Pattern PLAIN = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,200}");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    Pick pick() {
        return ids == null
                ? new Pick(null, filter)
                : new Pick(
                        List.copyOf(new LinkedHashSet<>(
                                ids.stream().filter(Objects::nonNull).toList())),
                        null);
    }

    boolean dry() {
        return Boolean.TRUE.equals(dryRun);
    }

    int rate() {
        return ratePerSecond == null ? DEFAULT_RATE : ratePerSecond;
    }

    int canaries() {
        return canary == null ? 0 : canary;
    }

    List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        if ((ids == null) == (filter == null)) {
            errors.add(new FieldError("ids", "ONE_OF", "Give either ids or a filter."));
        }
        if (ids != null && (ids.isEmpty() || ids.contains(null))) {
            errors.add(new FieldError("ids", "INVALID", "Must be a list of at least one UUID."));
        }
        if (rate() < 1 || rate() > FASTEST) {
            errors.add(new FieldError("ratePerSecond", "OUT_OF_RANGE", "Must be 1 to " + FASTEST + "."));
        }
        if (canaries() < 0 || canaries() > MOST_CANARIES) {
            errors.add(new FieldError("canary", "OUT_OF_RANGE", "Must be 0 to " + MOST_CANARIES + "."));
        }
        if (filter != null) {
            plain("filter.failureCode", filter.failureCode(), errors);
            plain("filter.fingerprint", filter.fingerprint(), errors);
            sane("filter.from", filter.from(), errors);
            sane("filter.to", filter.to(), errors);
        }
        return errors;
    }

    /// The database's calendar ends earlier than Java's.
    private static void sane(String field, @Nullable Instant time, List<FieldError> errors) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST))) {
            errors.add(new FieldError(field, "OUT_OF_RANGE", "Must lie between the years 1970 and 9999."));
        }
    }

    private static void plain(String field, @Nullable String text, List<FieldError> errors) {
        if (text != null && !PLAIN.matcher(text).matches()) {
            errors.add(new FieldError(field, "INVALID", "Must have 1 to 200 characters and no control characters."));
        }
    }

    /// The dead letters meant: by id, or by what they have in common.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pick(@Nullable List<UUID> ids, @Nullable ReplayFilter filter) {}
}
