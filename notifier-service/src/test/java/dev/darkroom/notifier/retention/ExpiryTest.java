package dev.darkroom.notifier.retention;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.settings.SettingRefused;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

@RealParts(kafka = false)
class ExpiryTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Expiry expiry;

    ExpiryTest(Database database) {
        var source = database.dataSource();
        jdbc = new JdbcTemplate(source);
        transaction = Database.transactions(source);
        expiry = new Expiry(new ExpiryRows(jdbc), transaction, ofDays(30), meters);
        // other tests share the database
        jdbc.update("delete from notification where created_at < now() - interval '20 days'");
    }

    @Test
    void what_is_older_than_it_is_kept_goes_and_everything_above_the_watermark_is_there() {
        var owner = stream(10);
        age(owner, 4, ofDays(31));
        age(owner, 6, ofDays(29));

        assertThat(expiry.step(1_000)).isEqualTo(4);
        assertThat(expiry.step(1_000)).isZero();
        assertContiguous(owner, 4, 10);
        assertThat(meters.counter("darkroom.notifier.expired").count()).isEqualTo(4);
    }

    @Test
    void numbers_and_times_that_disagree_leave_no_hole() {
        var owner = stream(10);
        age(owner, 5, ofDays(31));
        jdbc.update("update notification set created_at = now() where owner_id = ? and seq = 3", owner);

        assertThat(expiry.step(1_000)).isEqualTo(5);
        assertContiguous(owner, 5, 10);
    }

    @Test
    void a_step_takes_the_lowest_numbers_and_never_more_than_it_may() {
        var owner = stream(25);
        age(owner, 25, ofDays(31));

        for (int taken = 10; taken <= 20; taken += 10) {
            assertThat(expiry.step(10)).isEqualTo(10);
            assertContiguous(owner, taken, 25);
        }
        assertThat(expiry.step(10)).isEqualTo(5);
        assertContiguous(owner, 25, 25);
        assertThat(expiry.step(10)).isZero();
    }

    @Test
    void a_stream_that_somebody_holds_is_left_for_later_and_delays_nobody() throws Exception {
        var held = stream(3);
        var free = stream(3);
        age(held, 3, ofDays(31));
        age(free, 3, ofDays(31));
        var locked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var holder = Thread.startVirtualThread(() -> transaction.executeWithoutResult(_ -> {
            jdbc.queryForList("select 1 from notification_stream where owner_id = ? for update", held);
            locked.countDown();
            await(release);
        }));
        try {
            locked.await();
            assertThat(expiry.step(1_000)).isEqualTo(3);
            assertContiguous(held, 0, 3);
            assertContiguous(free, 3, 3);
        } finally {
            release.countDown();
            holder.join();
        }
        assertThat(expiry.step(1_000)).isEqualTo(3);
        assertContiguous(held, 3, 3);
    }

    @Test
    void several_instances_at_once_take_each_row_once() throws Exception {
        var owners = IntStream.range(0, 30).mapToObj(_ -> stream(40)).toList();
        owners.forEach(owner -> age(owner, 35, ofDays(31)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = threads.invokeAll(IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(_ -> () ->
                            IntStream.range(0, 40).map(_ -> expiry.step(100)).sum())
                    .toList());
            var all = 0;
            for (var some : taken) {
                all += some.get();
            }
            assertThat(all).isEqualTo(30 * 35);
        }
        owners.forEach(owner -> assertContiguous(owner, 35, 40));
    }

    @Test
    void an_inbox_that_forgets_sooner_than_the_topic_is_refused() {
        assertThat(new RetentionSettings(ofDays(8), ofMinutes(5)).kept()).isEqualTo(ofDays(8));
        assertThatThrownBy(() -> new RetentionSettings(ofDays(8).minusMillis(1), ofMinutes(5)).kept())
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("DARKROOM_INBOX_KEPT");
    }

    private UUID stream(int events) {
        var owner = UUID.randomUUID();
        jdbc.update(
                "insert into notification_stream (owner_id, epoch, head, unacknowledged) values (?, 'e1', ?, ?)",
                owner,
                events,
                events);
        jdbc.update("""
                insert into notification (owner_id, seq, event_id, generation_id, type, envelope)
                select ?, seq, gen_random_uuid(), gen_random_uuid(), 't', '{}'
                  from generate_series(1, ?) as seq
                """, owner, events);
        return owner;
    }

    private void age(UUID owner, int through, Duration age) {
        jdbc.update(
                "update notification set created_at = now() - ? * interval '1 millisecond'"
                        + " where owner_id = ? and seq <= ? and created_at > now() - interval '1 day'",
                age.toMillis(),
                owner,
                through);
    }

    private void assertContiguous(UUID owner, long watermark, long head) {
        var state = jdbc.queryForMap(
                "select watermark, head, unacknowledged from notification_stream where owner_id = ?", owner);
        assertThat(state)
                .containsEntry("watermark", watermark)
                .containsEntry("head", head)
                .containsEntry("unacknowledged", head - watermark);
        assertThat(jdbc.queryForList("select seq from notification where owner_id = ? order by seq", Long.class, owner))
                .isEqualTo(IntStream.rangeClosed((int) watermark + 1, (int) head)
                        .mapToObj(seq -> (long) seq)
                        .toList());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
