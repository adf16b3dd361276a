package dev.darkroom.api.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What clients send about accounts.
final class AccountRequests {

    /// No control characters and no half of a surrogate pair, which the database would refuse.
    static final String PRINTABLE = "[^\\p{Cc}\\p{Cs}]*";

    static final int LONGEST_NAME = 100;

    private AccountRequests() {}

    /// Registers somebody.
    record Register(
            @NotBlank(message = "is required") String email,

            @NotNull(message = "is required") @Size(min = Passwords.SHORTEST, max = Passwords.LONGEST, message = "must have {min} to {max} characters") String password,

            @Size(max = LONGEST_NAME, message = "must have at most {max} characters") @Pattern(regexp = PRINTABLE, message = "must not contain control characters") @Nullable String displayName) {}

    /// Changes a password.
    record ChangePassword(
            @NotNull(message = "is required") @Size(max = Passwords.LONGEST, message = "must have at most {max} characters") String currentPassword,

            @NotNull(message = "is required") @Size(min = Passwords.SHORTEST, max = Passwords.LONGEST, message = "must have {min} to {max} characters") String newPassword) {}

    /// Changes a profile. No record, because a field set to null and one left out mean different things.
    static final class ChangeProfile {

        @Size(max = LONGEST_NAME, message = "must have at most {max} characters") @Pattern(regexp = PRINTABLE, message = "must not contain control characters") private @Nullable String displayName;

        private boolean renamed;

        public void setDisplayName(@Nullable String displayName) {
            this.displayName = displayName;
            this.renamed = true;
        }

        void applyTo(Account account) {
            if (renamed) {
                account.rename(displayName);
            }
        }
    }
}
