package dev.darkroom.api.account;

import dev.darkroom.settings.SettingRefused;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Accounts that exist because the environment says so.
///
/// @param operator has the roles USER and OPERATOR
/// @param demo has the role USER
@ConfigurationProperties("darkroom.accounts")
record StandingAccounts(
        @DefaultValue Standing operator, @DefaultValue Standing demo) {

    StandingAccounts {
        operator.check("OPERATOR");
        demo.check("DEMO");
    }

    /// @param email empty when there is to be none
    /// @param password in the clear, as the environment holds it
    record Standing(
            @DefaultValue("") String email,
            @DefaultValue("") String password) {

        boolean wanted() {
            return !email.isBlank();
        }

        private void check(String who) {
            var variables = "DARKROOM_" + who + "_EMAIL and DARKROOM_" + who + "_PASSWORD";
            if (email.isBlank() != password.isEmpty()) {
                throw new SettingRefused("Only one of " + variables + " is set.", "Set both, or neither.");
            }
            if (wanted() && (password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST)) {
                throw new SettingRefused(
                        "The password of the " + who.toLowerCase(Locale.ROOT) + " account is too short or too long.",
                        "Set DARKROOM_" + who + "_PASSWORD to " + Passwords.SHORTEST + " to " + Passwords.LONGEST
                                + " characters.");
            }
        }

        @Override
        public String toString() {
            return "Standing[" + email + "]";
        }
    }
}
