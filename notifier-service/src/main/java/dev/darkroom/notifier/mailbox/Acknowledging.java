package dev.darkroom.notifier.mailbox;

import dev.darkroom.web.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client says it has seen, as it came: everything up to a number, or events by their ids.
record Acknowledging(@Nullable Long through, @Nullable List<@Nullable UUID> eventIds) {

    private static final int MOST_IDS = 1_000;

    List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        if ((through == null) == (eventIds == null)) {
            errors.add(new FieldError("through", "ONE_OF", "Give either through or eventIds."));
        }
        if (through != null && through < 1) {
            errors.add(new FieldError("through", "OUT_OF_RANGE", "Must be at least 1."));
        }
        if (eventIds != null && (eventIds.isEmpty() || eventIds.size() > MOST_IDS || eventIds.contains(null))) {
            errors.add(new FieldError("eventIds", "INVALID", "Must be a list of 1 to " + MOST_IDS + " UUIDs."));
        }
        return errors;
    }

    /// Of a valid one.
    List<UUID> ids() {
        return eventIds == null
                ? List.of()
                : eventIds.stream().filter(Objects::nonNull).toList();
    }
}
