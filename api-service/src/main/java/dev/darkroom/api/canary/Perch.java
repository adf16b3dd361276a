package dev.darkroom.api.canary;

import dev.darkroom.identity.CanaryAccount;
import org.springframework.jdbc.core.JdbcTemplate;

/// The canary's account, so that operators find whose generations these are.
final class Perch {

    private final JdbcTemplate jdbc;

    Perch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Nobody can sign in to it: no password has this hash.
    void ensure() {
        jdbc.update("""
                insert into account (id, email, display_name, password_hash, roles)
                values (?, 'canary@darkroom.invalid', 'Canary', '!', '{USER}')
                    on conflict do nothing
                """, CanaryAccount.ID);
    }
}
