package dev.darkroom.api.account;

import dev.darkroom.api.account.AccountRequests.ChangePassword;
import dev.darkroom.api.account.AccountRequests.ChangeProfile;
import dev.darkroom.api.account.AccountRequests.Register;
import dev.darkroom.identity.Caller;
import dev.darkroom.identity.Role;
import dev.darkroom.ids.Ids;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.time.Clock;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/// The life of an account. Passwords are hashed outside of transactions, so that no connection waits for it.
final class Membership {

    private final Accounts accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final TransactionTemplate transaction;
    private final Births births;

    Membership(
            Accounts accounts, Passwords passwords, Sessions sessions, TransactionTemplate transaction, Births births) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.transaction = transaction;
        this.births = births;
    }

    /// Where new accounts get their id and their time.
    record Births(Ids ids, Clock clock) {}

    Account register(Register order) {
        var email = Email.of(order.email());
        if (accounts.findByEmail(email.folded()).isPresent()) {
            throw taken();
        }
        return create(email, order, passwords.hash(order.password()), Set.of(Role.USER));
    }

    private Account create(Email email, Register order, String hash, Set<Role> roles) {
        try {
            return accounts.save(new Account(
                    births.ids.next(), email.folded(), order.displayName(), hash, roles, births.clock.instant()));
        } catch (DataIntegrityViolationException raced) {
            throw taken();
        }
    }

    Account of(Caller caller) {
        return accounts.findById(caller.ownerId())
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "This account does not exist any more."));
    }

    Account change(Caller caller, ChangeProfile order) {
        return transaction.execute(_ -> {
            var account = of(caller);
            order.applyTo(account);
            return account;
        });
    }

    void changePassword(Caller caller, ChangePassword order) {
        if (!passwords.match(order.currentPassword(), of(caller).passwordHash())) {
            throw Problem.invalid("currentPassword", "WRONG", "This is not the current password.");
        }
        var hash = passwords.hash(order.newPassword());
        transaction.executeWithoutResult(_ -> {
            of(caller).changePassword(hash, births.clock.instant());
            sessions.endAll(caller.ownerId(), caller.credentialId());
        });
    }

    private static Problem taken() {
        return new Problem(ProblemCode.EMAIL_TAKEN, "Sign in, or use another address.");
    }
}
