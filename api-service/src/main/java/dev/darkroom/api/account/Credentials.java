package dev.darkroom.api.account;

import java.util.Optional;

/// Checks an email and a password.
public final class Credentials {

    private final Accounts accounts;
    private final Passwords passwords;

    Credentials(Accounts accounts, Passwords passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /// Empty when there is no such account or the password is wrong; both take the same time.
    public Optional<Identified> check(String email, String password) {
        var account = accounts.findByEmail(Email.folded(email).folded());
        return passwords.match(password, account.map(Account::passwordHash).orElse(null))
                ? account.map(one -> new Identified(one.getId(), one.roles()))
                : Optional.empty();
    }
}
