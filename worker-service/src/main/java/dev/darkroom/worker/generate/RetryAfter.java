package dev.darkroom.worker.generate;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date. A date is compared with the answer's own `Date`, so
/// that the two machines' clocks need not agree.
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /// @return null when the header is absent, makes no sense, or is over
    static @Nullable Duration of(HttpHeaders headers) {
        var value = headers.firstValue("Retry-After").map(String::strip).orElse("");
        var wait = value.chars().allMatch(Character::isDigit) ? seconds(value) : until(value, headers);
        if (wait == null || !wait.isPositive()) {
            return null;
        }
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    private static @Nullable Duration seconds(String digits) {
        if (digits.isEmpty()) {
            return null;
        }
        return digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static @Nullable Duration until(String date, HttpHeaders headers) {
        var now = headers.firstValue("Date").map(RetryAfter::instant).orElse(null);
        var then = instant(date);
        return now == null || then == null ? null : Duration.between(now, then);
    }

    private static @Nullable Instant instant(String httpDate) {
        try {
            return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException noDate) {
            return null;
        }
    }
}
