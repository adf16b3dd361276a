package dev.darkroom.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// Looks API keys up by their hash. The service that owns the table also notes, at most once a minute a key, that it
/// was used.
final class ApiKeys {

    /// What a session opened on a key may last; a token's ends with the token.
    private static final Duration LONGEST_SESSION = Duration.ofHours(24);

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final boolean notesUse;

    ApiKeys(JdbcTemplate jdbc, Clock clock, boolean notesUse) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.notesUse = notesUse;
    }

    Caller owner(String key) {
        if (!ApiKeyText.intact(key)) {
            throw new BearerRefused("This is no API key of ours.");
        }
        var found = jdbc.query(
                """
                select k.id, k.owner_id, a.roles, k.expires_at,
                       k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as unnoted
                  from api_key k
                  join account a on a.id = k.owner_id
                 where k.key_hash = ?
                   and k.revoked_at is null
                   and (k.expires_at is null or k.expires_at > now())
                """,
                (row, _) -> new Found(row.getObject("id", UUID.class), caller(row), row.getBoolean("unnoted")),
                (Object) ApiKeyText.hash(key));
        if (found.isEmpty()) {
            throw new BearerRefused("The API key is unknown, expired or revoked.");
        }
        var one = found.getFirst();
        if (notesUse && one.unnoted) {
            noteUse(one.id);
        }
        return one.caller;
    }

    private void noteUse(UUID id) {
        jdbc.update("""
                update api_key
                   set last_used_at = now()
                 where id = ?
                   and (last_used_at is null or last_used_at < now() - interval '1 minute')
                """, id);
    }

    private Caller caller(ResultSet row) throws SQLException {
        var latest = clock.instant().plus(LONGEST_SESSION);
        var ends = row.getObject("expires_at", OffsetDateTime.class);
        Instant until = ends == null || ends.toInstant().isAfter(latest) ? latest : ends.toInstant();
        return new Caller(row.getObject("owner_id", UUID.class), roles(row), until, row.getObject("id", UUID.class));
    }

    private static Set<Role> roles(ResultSet row) throws SQLException {
        var named = List.of((String[]) row.getArray("roles").getArray());
        var roles = EnumSet.noneOf(Role.class);
        for (var role : Role.values()) {
            if (named.contains(role.name())) {
                roles.add(role);
            }
        }
        return roles;
    }

    private record Found(UUID id, Caller caller, boolean unnoted) {}
}
