package dev.darkroom.notifier.retention;

import dev.darkroom.settings.SettingRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param inboxKept how long a notification stays in its owner's inbox
/// @param expireEvery the pause between two looks for older ones
@ConfigurationProperties("darkroom.notifier")
record RetentionSettings(Duration inboxKept, Duration expireEvery) {

    /// An event stays in its topic for 7 days, and one that is read again finds itself in the inbox, or would be
    /// numbered anew. Webhooks try for three days and more.
    private static final Duration SHORTEST = Duration.ofDays(8);

    RetentionSettings {
        if (!expireEvery.isPositive()) {
            throw new IllegalArgumentException("darkroom.notifier.expire-every must be positive");
        }
    }

    /// @throws SettingRefused when an event could outlive its notification
    Duration kept() {
        if (inboxKept.compareTo(SHORTEST) < 0) {
            throw new SettingRefused(
                    "darkroom.notifier.inbox-kept (DARKROOM_INBOX_KEPT) is shorter than " + SHORTEST.toDays()
                            + " days, and generation.events keeps its records for 7: an event read again would be"
                            + " numbered twice.",
                    "Set it to 8d or more; the default is 30d.");
        }
        return inboxKept;
    }
}
