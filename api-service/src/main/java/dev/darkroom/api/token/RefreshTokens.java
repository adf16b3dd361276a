package dev.darkroom.api.token;

import dev.darkroom.api.account.Sessions;
import dev.darkroom.api.revoke.Revocations;
import dev.darkroom.identity.Role;
import dev.darkroom.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored half of a sign-in. Each refresh token works once and is replaced by the next of its family. One that
/// comes a second time may have been stolen, so its whole family ends: the thief and the owner both have to sign in.
///
/// That holds for two requests at the same moment too. The guarded update lets one of them win; to the other, the token
/// is used. A client therefore refreshes in one place at a time.
final class RefreshTokens implements Sessions {

    private static final int BYTES = 32;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Revocations revocations;
    private final Ids ids;
    private final SecureRandom random;
    private final Duration life;

    RefreshTokens(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Revocations revocations,
            Ids ids,
            SecureRandom random,
            Duration life) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.revocations = revocations;
        this.ids = ids;
        this.random = random;
        this.life = life;
    }

    /// A refresh token just issued.
    ///
    /// @param text shown to the client once
    record Issued(String text, UUID familyId, UUID accountId, Set<Role> roles) {}

    /// Opens a family. What the account let expire is cleared away on this occasion.
    Issued open(UUID accountId, Set<Role> roles) {
        jdbc.update("delete from refresh_token where account_id = ? and expires_at <= now()", accountId);
        return issue(ids.next(), accountId, roles);
    }

    /// Replaces a token by its successor. Empty when it is unknown, expired, revoked or used; the latter ends its
    /// family.
    Optional<Issued> rotate(String text) {
        var hash = hash(text);
        return transaction.execute(_ -> {
            var used = use(hash);
            if (used.isEmpty()) {
                endFamilyOfUsed(hash);
            }
            return used.map(one -> issue(one.familyId, one.accountId, one.roles));
        });
    }

    private Optional<Used> use(byte[] hash) {
        return jdbc
                .query(
                        """
                update refresh_token as t
                   set used_at = now()
                  from account as a
                 where t.token_hash = ?
                   and t.used_at is null
                   and t.revoked_at is null
                   and t.expires_at > now()
                   and a.id = t.account_id
                returning t.family_id, t.account_id, a.roles
                """,
                        (row, _) -> new Used(
                                row.getObject("family_id", UUID.class),
                                row.getObject("account_id", UUID.class),
                                Arrays.stream((String[]) row.getArray("roles").getArray())
                                        .map(Role::valueOf)
                                        .collect(Collectors.toSet())),
                        hash)
                .stream()
                .findFirst();
    }

    private record Used(UUID familyId, UUID accountId, Set<Role> roles) {}

    private void endFamilyOfUsed(byte[] hash) {
        tell(jdbc.query("""
                update refresh_token
                   set revoked_at = now()
                 where revoked_at is null
                   and family_id = (select family_id from refresh_token where token_hash = ? and used_at is not null)
                returning account_id, family_id
                """, ENDED, hash));
    }

    /// Ends the family of a token, used or not. Unknown ones are no error.
    void revoke(String text) {
        transaction.executeWithoutResult(_ -> tell(jdbc.query("""
                update refresh_token
                   set revoked_at = now()
                 where revoked_at is null
                   and family_id = (select family_id from refresh_token where token_hash = ?)
                returning account_id, family_id
                """, ENDED, hash(text))));
    }

    @Override
    public void endAll(UUID accountId, @Nullable UUID spared) {
        tell(jdbc.query("""
                update refresh_token
                   set revoked_at = now()
                 where account_id = ?
                   and revoked_at is null
                   and family_id is distinct from ?::uuid
                returning account_id, family_id
                """, ENDED, accountId, spared));
    }

    private record Ended(UUID accountId, UUID familyId) {}

    private static final RowMapper<Ended> ENDED =
            (row, _) -> new Ended(row.getObject("account_id", UUID.class), row.getObject("family_id", UUID.class));

    /// The sockets that these sign-ins opened close too.
    private void tell(List<Ended> ended) {
        if (!ended.isEmpty()) {
            revocations.tell(
                    ended.getFirst().accountId(),
                    ended.stream().map(Ended::familyId).distinct().toList());
        }
    }

    private Issued issue(UUID familyId, UUID accountId, Set<Role> roles) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.update("""
                insert into refresh_token (id, family_id, account_id, token_hash, expires_at)
                values (?, ?, ?, ?, now() + ? * interval '1 second')
                """, ids.next(), familyId, accountId, hash(text), life.toSeconds());
        return new Issued(text, familyId, accountId, roles);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
