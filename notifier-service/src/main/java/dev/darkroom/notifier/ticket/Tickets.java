package dev.darkroom.notifier.ticket;

import dev.darkroom.notifier.protocol.Pass;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/// Tickets of 256 random bits. Only their hashes are kept, so a stolen table opens nothing.
public final class Tickets {

    private static final int BYTES = 32;

    /// What cannot be one costs no look.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final JdbcTemplate jdbc;
    private final RandomGenerator random;
    private final Duration life;

    /// @param random unpredictable, as from `SecureRandom`
    public Tickets(JdbcTemplate jdbc, RandomGenerator random, Duration life) {
        this.jdbc = jdbc;
        this.random = random;
        this.life = life;
    }

    Duration life() {
        return life;
    }

    private static final String ISSUE = """
            with expired as (
                delete from stream_ticket
                 where ticket_hash in (
                       select ticket_hash
                         from stream_ticket
                        where expires_at <= now()
                        limit 100
                          for update skip locked))
            insert into stream_ticket (ticket_hash, owner_id, credential_id, session_until, expires_at)
            values (?, ?, ?, ?, now() + ? * interval '1 millisecond')
            """;

    /// A new ticket. Each one issued clears away some that nobody used.
    String issue(Pass pass) {
        var secret = new byte[BYTES];
        random.nextBytes(secret);
        var ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        jdbc.update(
                ISSUE,
                hash(ticket),
                pass.ownerId(),
                pass.credentialId(),
                OffsetDateTime.ofInstant(pass.until(), ZoneOffset.UTC),
                life.toMillis());
        return ticket;
    }

    private static final String REDEEM = """
            delete from stream_ticket
             where ticket_hash = ?
               and expires_at > now()
               and not exists (select from api_key where id = credential_id and revoked_at is not null)
            returning owner_id, coalesce(credential_id, owner_id) as credential_id, session_until
            """;

    /// What the ticket is good for; empty when it is unknown, used or too old. Works once, on any instance.
    public Optional<Pass> redeem(String ticket) {
        if (!FORM.matcher(ticket).matches()) {
            return Optional.empty();
        }
        return jdbc
                .query(
                        REDEEM,
                        (row, _) -> new Pass(
                                row.getObject("owner_id", UUID.class),
                                row.getObject("credential_id", UUID.class),
                                row.getObject("session_until", OffsetDateTime.class)
                                        .toInstant()),
                        (Object) hash(ticket))
                .stream()
                .findFirst();
    }

    private static final String FORGET = """
            delete from stream_ticket
             where ticket_hash in (
                   select ticket_hash
                     from stream_ticket
                    where expires_at <= now()
                    limit ?
                      for update skip locked)
            """;

    /// Clears away some that nobody used, and says how many.
    public int forgetExpired(int most) {
        return jdbc.update(FORGET, most);
    }

    private static byte[] hash(String ticket) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(ticket.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
