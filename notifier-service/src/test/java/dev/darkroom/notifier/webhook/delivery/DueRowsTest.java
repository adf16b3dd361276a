package dev.darkroom.notifier.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.webhook.Attempt;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.outbox.RelayBell;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@RealParts(kafka = false)
class DueRowsTest {

    private static final Attempt ATTEMPT = new Attempt(Instant.EPOCH, 200, null, 5);

    private final JdbcTemplate jdbc;
    private final DueRows rows;
    private final Results results;

    DueRowsTest(Database database) {
        jdbc = database.jdbc();
        rows = new DueRows(jdbc, Duration.ofMinutes(1), Duration.ofSeconds(30));
        results = new Results(
                new JdbcTemplate(database.dataSource()),
                Database.transactions(database.dataSource()),
                new Outbox(jdbc, new RelayBell()),
                UUID::randomUUID,
                Clock.systemUTC(),
                Duration.ofDays(5));
    }

    @BeforeEach
    void empty() {
        jdbc.execute("truncate webhook_endpoint, webhook_delivery");
    }

    private UUID webhook() {
        return webhook(UUID.randomUUID());
    }

    private UUID webhook(UUID owner) {
        var id = UUID.randomUUID();
        jdbc.update(
                "insert into webhook_endpoint (id, owner_id, url, types, secret) values (?, ?, 'x', '{}', '\\x00')",
                id,
                owner);
        return id;
    }

    private void due(UUID webhook, int many) {
        jdbc.update("""
                insert into webhook_delivery (id, endpoint_id, owner_id, event_id, type, payload)
                select uuidv7(), id, owner_id, gen_random_uuid(), 'x', '{}'
                  from webhook_endpoint, generate_series(1, ?)
                 where id = ?
                """, many, webhook);
    }

    /// Where owners do not matter.
    private List<Parcel> claim(boolean failing, List<Parcel> inHand, int each, int most) {
        return rows.claim(failing, inHand, new Lane.Bounds(most, most, each));
    }

    private static List<Parcel> hands(UUID webhook, int many) {
        return Stream.generate(() -> new Parcel(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        webhook,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        0,
                        "x",
                        new byte[0],
                        null,
                        "{}"))
                .limit(many)
                .toList();
    }

    private static List<Parcel> both(List<Parcel> some, List<Parcel> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private List<UUID> claimed(List<Parcel> parcels) {
        return parcels.stream().map(Parcel::webhookId).toList();
    }

    @Test
    void a_backlog_of_a_hundred_thousand_neither_hides_the_others_nor_slows_them() {
        var crowded = webhook();
        due(crowded, 100_000);
        var others = IntStream.range(0, 20).mapToObj(_ -> webhook()).toList();
        others.forEach(other -> due(other, 1));
        jdbc.execute("analyze webhook_delivery");

        var first = claim(false, List.of(), 4, 200);

        assertThat(claimed(first)).containsAll(others).hasSize(24);
        due(others.getFirst(), 1);
        var began = System.nanoTime();
        for (int n = 0; n < 20; n++) {
            claim(false, hands(crowded, 4), 4, 180);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_webhook_gets_no_more_hands_than_are_its_share() {
        var busy = webhook();
        var idle = webhook();
        due(busy, 10);
        due(idle, 10);

        assertThat(claimed(claim(false, hands(busy, 3), 4, 200)))
                .containsExactlyInAnyOrder(busy, idle, idle, idle, idle);
        assertThat(claim(false, both(hands(busy, 4), hands(idle, 4)), 4, 200)).isEmpty();
        assertThat(claim(false, List.of(), 4, 3)).hasSize(3);
    }

    @Test
    void two_owners_of_many_slow_webhooks_leave_the_lane_to_a_third() {
        var bounds = new Lane.Bounds(150, 20, 4);
        var slow = Stream.of(UUID.randomUUID(), UUID.randomUUID())
                .flatMap(owner -> IntStream.range(0, 19).mapToObj(_ -> webhook(owner)))
                .toList();
        slow.forEach(webhook -> due(webhook, 10));

        var taken = rows.claim(false, List.of(), bounds);

        assertThat(taken.stream().collect(Collectors.groupingBy(Parcel::ownerId, Collectors.counting())))
                .hasSize(2)
                .allSatisfy((_, many) -> assertThat(many).isEqualTo(20));
        assertThat(claimed(taken)).as("each webhook has its turn").containsAll(slow);
        assertThat(rows.claim(false, taken, bounds)).isEmpty();
        var other = webhook();
        due(other, 10);
        var third = rows.claim(false, taken, bounds);
        assertThat(claimed(third)).containsExactly(other, other, other, other);
        assertThat(rows.claim(false, both(taken.subList(3, 40), third), bounds)).hasSize(3);
    }

    @Test
    void when_room_is_scarce_owners_take_turns_whatever_the_number_of_their_webhooks() {
        var crowd = UUID.randomUUID();
        IntStream.range(0, 20).forEach(_ -> due(webhook(crowd), 10));
        var lonely = webhook();
        due(lonely, 1);

        for (int n = 0; n < 5; n++) {
            var taken = rows.claim(false, List.of(), new Lane.Bounds(2, 20, 4));

            assertThat(claimed(taken)).hasSize(2).contains(lonely);
            rows.letGo(taken);
        }
    }

    @Test
    void what_could_not_begin_is_due_again_soon_and_charged_to_nobody() {
        due(webhook(), 1);
        var parcel = claim(false, List.of(), 4, 10).getFirst();

        results.write(
                parcel,
                new Attempt(Instant.EPOCH, null, "NOT_BEGUN", 0),
                _ -> new Verdict.Postponed(Duration.ofSeconds(2)));

        assertThat(state()).isEqualTo("PENDING 0");
        assertThat(jdbc.queryForObject("""
                        select claim is null
                           and log = '[]'
                           and finished_at is null
                           and due_at > now()
                           and due_at <= now() + interval '2 seconds'
                          from webhook_delivery
                        """, Boolean.class)).isTrue();
        assertThat(jdbc.queryForObject("select failing_since is null from webhook_endpoint", Boolean.class))
                .isTrue();
        jdbc.update("update webhook_delivery set due_at = now()");
        var again = claim(false, List.of(), 4, 10).getFirst();
        results.write(parcel, ATTEMPT, _ -> new Verdict.Postponed(Duration.ZERO));
        results.write(again, ATTEMPT, _ -> new Verdict.Delivered());
        assertThat(state()).isEqualTo("DELIVERED 1");
    }

    @Test
    void webhooks_that_are_failing_and_webhooks_that_are_off_are_left_to_others() {
        var failing = webhook();
        var off = webhook();
        due(failing, 1);
        due(off, 1);
        jdbc.update("update webhook_endpoint set failing_since = now() - interval '1 minute' where id = ?", failing);
        jdbc.update("update webhook_endpoint set enabled = false, disabled_because = 'OWNER' where id = ?", off);

        assertThat(claim(false, List.of(), 4, 200)).isEmpty();
        assertThat(claimed(claim(true, List.of(), 1, 200))).containsExactly(failing);
    }

    @Test
    void one_failure_does_not_send_a_webhook_among_those_that_are_dead() {
        var webhook = webhook();
        due(webhook, 2);
        var parcel = claim(false, List.of(), 1, 10).getFirst();
        results.write(parcel, ATTEMPT, _ -> new Verdict.Again(Duration.ZERO));

        assertThat(claim(true, List.of(), 1, 10)).isEmpty();
        assertThat(claimed(claim(false, List.of(), 4, 10))).containsExactly(webhook, webhook);
    }

    @Test
    void an_event_that_is_gone_is_charged_to_nobody() {
        due(webhook(), 2);
        var parcels = claim(false, List.of(), 4, 10);
        results.write(parcels.getFirst(), ATTEMPT, _ -> new Verdict.Again(Duration.ofHours(1)));
        jdbc.update("update webhook_endpoint set failing_since = now() - interval '6 days'");

        assertThat(results.write(parcels.getLast(), ATTEMPT, _ -> new Verdict.Lapsed()))
                .isEqualTo(new Verdict.Lapsed());

        assertThat(jdbc.queryForList("select state from webhook_delivery order by state", String.class))
                .containsExactly("FAILED", "PENDING");
        assertThat(jdbc.queryForObject("select enabled from webhook_endpoint", Boolean.class))
                .isTrue();
    }

    @Test
    void many_hands_take_each_delivery_once() throws Exception {
        var webhooks = IntStream.range(0, 10).mapToObj(_ -> webhook()).toList();
        webhooks.forEach(webhook -> due(webhook, 20));
        try (var threads = Executors.newFixedThreadPool(4)) {
            var takings = threads.invokeAll(IntStream.range(0, 4)
                    .<Callable<List<UUID>>>mapToObj(_ -> () -> IntStream.range(0, 20)
                            .mapToObj(_ -> claim(false, List.of(), 4, 50))
                            .flatMap(List::stream)
                            .map(Parcel::deliveryId)
                            .toList())
                    .toList());
            var all = new ArrayList<UUID>();
            for (var taking : takings) {
                all.addAll(taking.get());
            }
            assertThat(all).hasSize(200).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_result_counts_only_while_its_claim_holds() {
        due(webhook(), 1);
        var late = claim(false, List.of(), 4, 10).getFirst();
        assertThat(claim(false, List.of(), 4, 10)).isEmpty();
        jdbc.update("update webhook_delivery set due_at = now()"); // the lease has run out
        var taken = claim(false, List.of(), 4, 10).getFirst();

        results.write(late, ATTEMPT, _ -> new Verdict.Failed());
        assertThat(state()).isEqualTo("PENDING 0");

        results.write(taken, ATTEMPT, _ -> new Verdict.Delivered());
        assertThat(state()).isEqualTo("DELIVERED 1");
        results.write(late, ATTEMPT, _ -> new Verdict.Gone());
        assertThat(state()).isEqualTo("DELIVERED 1");
        assertThat(jdbc.queryForObject("select enabled from webhook_endpoint", Boolean.class))
                .isTrue();
    }

    @Test
    void what_is_let_go_is_due_at_once() {
        due(webhook(), 3);
        var first = claim(false, List.of(), 4, 10);

        rows.letGo(first);

        assertThat(claim(false, List.of(), 4, 10)).hasSize(3);
    }

    @Test
    void only_what_is_older_than_the_retention_is_forgotten() {
        var webhook = webhook();
        due(webhook, 2);
        var old = Janitor.firstIdOf(Instant.now().minus(Duration.ofDays(31)).toEpochMilli());
        jdbc.update("""
                insert into webhook_delivery (id, endpoint_id, owner_id, event_id, type)
                values (?, ?, ?, ?, 'x')
                """, old, webhook, UUID.randomUUID(), UUID.randomUUID());

        new Janitor(rows, Duration.ofDays(30), Clock.systemUTC()).tick();

        assertThat(jdbc.queryForList("select id from webhook_delivery", UUID.class))
                .hasSize(2)
                .doesNotContain(old);
    }

    private String state() {
        return jdbc.queryForObject("select state || ' ' || attempts from webhook_delivery", String.class);
    }
}
