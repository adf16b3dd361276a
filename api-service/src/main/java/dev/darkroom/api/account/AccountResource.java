package dev.darkroom.api.account;

import dev.darkroom.identity.Role;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account as its owner sees it.
record AccountResource(
        UUID accountId, String email, @Nullable String displayName, List<Role> roles) {

    static AccountResource of(Account account) {
        return new AccountResource(
                account.getId(), account.email(), account.displayName(), List.copyOf(account.roles()));
    }
}
