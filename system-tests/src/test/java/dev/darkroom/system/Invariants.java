package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.ToIntFunction;

/// What must hold once every part runs again, whatever happened before. Each query finds those that break a rule.
final class Invariants {

    /// The longest way back: a worker's lease runs out, a row of the outbox waits for its next try.
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(2);

    /// I1: nothing that was accepted is still on its way.
    private static final Map<String, String> IN_THE_END = Map.of(
            "generations that never ended", """
                    select id, stage, attempt from generation where status = 'PENDING'
                    """,
            "outbox rows that were never sent", """
                    select id, topic, tries from outbox
                    """,
            "ended runs without exactly one notification", """
                    select run.generation_id
                      from generation_run run
                      join generation on generation.id = run.generation_id
                      left join notification
                        on notification.generation_id = run.generation_id
                       and notification.type <> 'dev.darkroom.generation.replayed.v1'
                     group by run.generation_id
                    having count(distinct run.run) <> count(distinct notification.seq)
                    """);

    /// What is told of a stream is what lies in it.
    private static final Map<String, String> STREAMS = Map.of(
            "streams whose count of the unacknowledged is wrong", """
                    select owner_id
                      from notification_stream stream
                     where unacknowledged <> (select count(*)
                                                from notification
                                               where notification.owner_id = stream.owner_id
                                                 and acknowledged_at is null)
                    """,
            "streams with a hole between watermark and head", """
                    select owner_id
                      from notification_stream stream
                     where head - watermark <> (select count(*)
                                                  from notification
                                                 where notification.owner_id = stream.owner_id)
                    """);

    private static final Map<String, String> ALWAYS = Map.of(
            // I2
            "generations whose end is not the end of their run", """
                    select generation.id
                      from generation
                      left join generation_run run on run.generation_id = generation.id and run.run = generation.run
                     where (generation.status <> 'PENDING') <> (run.outcome is not null)
                        or generation.status <> coalesce(run.outcome, 'PENDING')
                    """,
            // I4
            "runs with more charged attempts than allowed, or counted wrong", """
                    select generation.id
                      from generation
                      join generation_attempt attempt
                        on attempt.generation_id = generation.id and attempt.run = generation.run
                     group by generation.id
                    having count(*) filter (where charged) > attempts_max
                        or count(*) filter (where charged) <> attempts_made
                        or max(number) <> generation.attempt
                    """,
            "attempts of ended generations that never ended", """
                    select generation_id, number
                      from generation_attempt attempt
                      join generation on generation.id = attempt.generation_id
                     where generation.status <> 'PENDING' and (attempt.outcome is null or finished_at is null)
                    """,
            "complete generations without exactly one successful attempt", """
                    select generation.id
                      from generation
                      left join generation_attempt attempt
                        on attempt.generation_id = generation.id and attempt.run = generation.run
                     where generation.status = 'COMPLETE'
                     group by generation.id
                    having count(*) filter (where outcome = 'SUCCEEDED') <> 1
                    """,
            // I5, its rows; the bytes are looked at below
            "complete generations without all their pictures", """
                    select generation.id
                      from generation
                      left join generation_image image
                        on image.generation_id = generation.id and image.run = generation.run
                     where generation.status = 'COMPLETE'
                     group by generation.id
                    having count(image.id) <> image_count
                    """,
            // I6, the stored side
            "owners whose sequence has a hole", """
                    select stream.owner_id, head, count(notification.seq), max(notification.seq)
                      from notification_stream stream
                      left join notification using (owner_id)
                     group by stream.owner_id, head
                    having head <> count(notification.seq) or head <> coalesce(max(notification.seq), 0)
                    """,
            "notifications in someone else's inbox", """
                    select notification.generation_id
                      from notification
                      join generation on generation.id = notification.generation_id
                     where generation.owner_id <> notification.owner_id
                    """);

    private final Site site;

    Invariants(Site site) {
        this.site = site;
    }

    void hold() throws Exception {
        within(SETTLES_WITHIN, () -> noneOf(IN_THE_END));
        noneOf(ALWAYS);
        noneOf(STREAMS);
        everyCallHasItsAttempt();
        everyPictureIsThere();
    }

    private void noneOf(Map<String, String> rules) throws SQLException {
        for (var rule : rules.entrySet()) {
            assertThat(site.rows(rule.getValue())).as(rule.getKey()).isEmpty();
        }
    }

    /// I4: no attempt calls twice, and every call was written down before it was made.
    private void everyCallHasItsAttempt() throws SQLException {
        var attempts = new HashSet<String>();
        var attemptsOf = new HashMap<String, Integer>();
        for (var row : site.rows("select generation_id, number from generation_attempt")) {
            attempts.add(row.getFirst() + "-" + row.getLast());
            attemptsOf.merge(row.getFirst(), 1, Integer::sum);
        }
        var calls = site.aiServer().calls();
        assertThat(calls.byAttempt().keySet())
                .as("calls without an attempt row")
                .isSubsetOf(attempts);
        assertThat(more(calls.byAttempt(), _ -> 1))
                .as("attempts that called more than once")
                .isEmpty();
        assertThat(more(calls.byGeneration(), id -> attemptsOf.getOrDefault(id, 0)))
                .as("generations with more calls than attempts")
                .isEmpty();
    }

    private static Map<String, Integer> more(Map<String, Integer> counts, ToIntFunction<String> allowed) {
        var more = new HashMap<>(counts);
        more.entrySet().removeIf(count -> count.getValue() <= allowed.applyAsInt(count.getKey()));
        return more;
    }

    /// I5: COMPLETE means the bytes exist with the recorded SHA-256.
    private void everyPictureIsThere() throws Exception {
        for (var image : site.rows("select storage_key, sha256, byte_size from generation_image")) {
            var file = site.images().resolve(image.getFirst());
            assertThat(file).exists().hasSize(Long.parseLong(image.get(2)));
            assertThat(sha256(file)).as("SHA-256 of %s", file).isEqualTo(image.get(1));
        }
    }

    static String sha256(Path file) throws Exception {
        return sha256(Files.readAllBytes(file));
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
