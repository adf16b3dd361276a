package dev.darkroom.api.account;

import dev.darkroom.identity.Caller;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.util.Optional;

/// The demo account where the page lets everybody in as it. What all share nobody may take for themselves: a new
/// password would lock the others out, and an API key would outlast the offer.
public final class SharedAccount {

    private final Accounts accounts;
    private final Optional<Email> email;

    SharedAccount(Accounts accounts, Optional<Email> email) {
        this.accounts = accounts;
        this.email = email;
    }

    /// @throws Problem `FORBIDDEN` when the caller is one of many behind that account
    public void refuse(Caller caller) {
        email.flatMap(shared -> accounts.findByEmail(shared.folded()))
                .filter(shared -> shared.getId().equals(caller.ownerId()))
                .ifPresent(_ -> {
                    throw new Problem(
                            ProblemCode.FORBIDDEN,
                            "Everybody may use the demo account, so nobody may change it. Register an account of your own.");
                });
    }
}
