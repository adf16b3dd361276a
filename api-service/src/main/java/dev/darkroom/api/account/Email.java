package dev.darkroom.api.account;

import dev.darkroom.web.Problem;
import java.util.Locale;
import java.util.regex.Pattern;

/// An address as we store and compare it: trimmed and in small letters. ASCII only, so that Java and the database fold
/// it alike, and nobody registers a name that merely looks like another.
///
/// @param folded what is stored
record Email(String folded) {

    /// RFC 5321.
    private static final int LONGEST = 254;

    private static final Pattern SANE =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?");

    /// For looking an account up; any text may be tried.
    static Email folded(String text) {
        return new Email(text.strip().toLowerCase(Locale.ROOT));
    }

    /// For a new account.
    ///
    /// @throws Problem `VALIDATION_FAILED`
    static Email of(String text) {
        var email = folded(text);
        if (email.folded.length() > LONGEST
                || email.folded.contains("..")
                || !SANE.matcher(email.folded).matches()) {
            throw Problem.invalid("email", "WRONG_FORMAT", "Must be an email address such as ann@example.org.");
        }
        return email;
    }
}
