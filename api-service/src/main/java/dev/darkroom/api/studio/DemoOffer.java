package dev.darkroom.api.studio;

import org.jspecify.annotations.Nullable;

/// Whether the page lets everybody in as the demo account, and how. An installation that says so gives that account's
/// password to whoever reaches it, which is why it has to be said.
///
/// @param everybody false unless the environment says otherwise
/// @param email of the demo account; blank when there is none
record DemoOffer(boolean everybody, String email, String password) {

    record Account(String email, String password) {}

    @Nullable Account account() {
        return everybody && !email.isBlank() ? new Account(email, password) : null;
    }

    @Override
    public String toString() {
        return "DemoOffer[" + everybody + ", " + email + "]";
    }
}
