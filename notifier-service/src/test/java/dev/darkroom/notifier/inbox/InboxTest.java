package dev.darkroom.notifier.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.notifier.event.Arrivals;
import dev.darkroom.testkit.Database;
import dev.darkroom.wire.WireJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Numbers without a hole, whatever comes twice or at once.
class InboxTest extends RealInbox {

    InboxTest(Database database) {
        super(database);
    }

    @Test
    void an_owners_events_are_numbered_from_one_without_a_hole() {
        var one = UUID.randomUUID();
        var other = UUID.randomUUID();
        store(List.of(Arrivals.of(one), Arrivals.of(other), Arrivals.of(one)));
        store(List.of(Arrivals.of(one)));

        assertThat(seqs(one)).containsExactly(1L, 2L, 3L);
        assertThat(seqs(other)).containsExactly(1L);
        assertThat(nudged).containsEntry(one, 3L).containsEntry(other, 1L);
    }

    @Test
    void the_stored_envelope_carries_its_own_number() {
        var owner = UUID.randomUUID();
        store(List.of(Arrivals.of(owner), Arrivals.of(owner)));

        assertThat(jdbc.queryForList("select envelope from notification order by seq", String.class))
                .map(text -> WireJson.mapper().readTree(text).get("sequence").stringValue())
                .containsExactly("00000000000000000001", "00000000000000000002");
    }

    @Test
    void an_event_delivered_again_keeps_its_number_and_its_owner_is_nudged_again() {
        var owner = UUID.randomUUID();
        var first = Arrivals.of(owner);
        var second = Arrivals.of(owner);
        store(List.of(first, first, second));
        nudged.clear();

        store(List.of(second, first));

        assertThat(seqs(owner)).containsExactly(1L, 2L);
        assertThat(nudged).containsExactly(Map.entry(owner, 2L));
        assertThat(meters.counter("darkroom.notifier.events.inboxed").count()).isEqualTo(2);
        assertThat(meters.counter("darkroom.notifier.duplicates").count()).isEqualTo(3);
    }

    @Test
    void the_same_event_id_of_another_owner_is_another_event() {
        var event = UUID.randomUUID();
        var one = UUID.randomUUID();
        var other = UUID.randomUUID();
        store(List.of(Arrivals.of(one, event, "{}"), Arrivals.of(other, event, "{}")));

        assertThat(seqs(one)).containsExactly(1L);
        assertThat(seqs(other)).containsExactly(1L);
    }

    @Test
    void batches_at_once_with_repeats_and_new_owners_leave_no_hole_and_no_double() throws Exception {
        var owners = IntStream.range(0, 12).mapToObj(_ -> UUID.randomUUID()).toList();
        var all = new ArrayList<Arrival>();
        owners.forEach(owner -> IntStream.range(0, 100).forEach(_ -> all.add(Arrivals.of(owner))));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = new ArrayList<Future<?>>();
            for (int consumer = 0; consumer < 6; consumer++) {
                var mine = new ArrayList<>(all);
                Collections.shuffle(mine, new Random(consumer));
                runs.add(threads.submit(() -> inBatches(mine)));
            }
            for (var run : runs) {
                run.get();
            }
        }

        for (var owner : owners) {
            assertThat(seqs(owner))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 100).boxed().toList());
            assertThat(head(owner)).isEqualTo(100);
        }
    }

    /// A deadlock is one transaction's failure, as in the service, where the poll is tried again.
    private void inBatches(List<Arrival> arrivals) {
        var random = RandomGenerator.getDefault();
        for (int from = 0; from < arrivals.size(); ) {
            int to = Math.min(arrivals.size(), from + 1 + random.nextInt(60));
            store(arrivals.subList(from, to));
            from = to;
        }
    }

    private long head(UUID owner) {
        return jdbc.queryForObject("select head from notification_stream where owner_id = ?", Long.class, owner);
    }
}
