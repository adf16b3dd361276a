package dev.darkroom.api.account;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The sign-ins of an account, for when its password changes.
public interface Sessions {

    /// Ends every sign-in of an account.
    ///
    /// @param spared the one that goes on; null ends all
    void endAll(UUID accountId, @Nullable UUID spared);
}
