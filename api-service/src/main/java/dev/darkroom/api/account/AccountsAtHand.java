package dev.darkroom.api.account;

import dev.darkroom.api.account.StandingAccounts.Standing;
import dev.darkroom.identity.Role;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the standing accounts be as the environment says, at each start: a changed password is taken over and ends
/// the account's sign-ins. The service is ready only after that.
final class AccountsAtHand implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(AccountsAtHand.class);

    private final StandingAccounts wanted;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Ground ground;

    AccountsAtHand(StandingAccounts wanted, Accounts accounts, Passwords passwords, Sessions sessions, Ground ground) {
        this.wanted = wanted;
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.ground = ground;
    }

    /// What creating an account stands on.
    record Ground(TransactionTemplate transaction, Membership.Births births) {}

    @Override
    public void run(ApplicationArguments args) {
        ensure(wanted.operator(), Set.of(Role.USER, Role.OPERATOR));
        ensure(wanted.demo(), Set.of(Role.USER));
    }

    void ensure(Standing standing, Set<Role> roles) {
        if (!standing.wanted()) {
            return;
        }
        var email = Email.of(standing.email());
        if (accounts.findByEmail(email.folded()).isEmpty() && created(email, standing, roles)) {
            log.atInfo().addKeyValue("email", email.folded()).log("created a standing account");
            return;
        }
        adjust(email, standing, roles);
    }

    private boolean created(Email email, Standing standing, Set<Role> roles) {
        var births = ground.births;
        try {
            accounts.save(new Account(
                    births.ids().next(),
                    email.folded(),
                    null,
                    passwords.hash(standing.password()),
                    roles,
                    births.clock().instant()));
            return true;
        } catch (DataIntegrityViolationException anotherInstanceWasFaster) {
            return false;
        }
    }

    private void adjust(Email email, Standing standing, Set<Role> roles) {
        var stored = accounts.findByEmail(email.folded()).orElseThrow();
        var newHash = passwords.match(standing.password(), stored.passwordHash())
                ? stored.passwordHash()
                : passwords.hash(standing.password());
        ground.transaction.executeWithoutResult(_ -> {
            var account = accounts.findByEmail(email.folded()).orElseThrow();
            if (!account.roles().equals(roles)) {
                account.grant(roles);
            }
            if (!newHash.equals(account.passwordHash())) {
                account.changePassword(newHash, ground.births.clock().instant());
                sessions.endAll(account.getId(), null);
                log.atInfo().addKeyValue("email", email.folded()).log("took over a new password; earlier sign-ins end");
            }
        });
    }
}
