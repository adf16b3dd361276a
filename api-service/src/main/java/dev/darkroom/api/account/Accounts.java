package dev.darkroom.api.account;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/// The stored accounts.
interface Accounts extends Repository<Account, UUID> {

    Optional<Account> findById(UUID id);

    Optional<Account> findByEmail(String email);

    Account save(Account account);
}
