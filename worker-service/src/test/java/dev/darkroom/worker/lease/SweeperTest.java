package dev.darkroom.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.Topics;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealParts(kafka = false)
class SweeperTest {

    private final Fleet fleet;
    private Fleet.Member worker;

    SweeperTest(Database database) {
        fleet = new Fleet(database);
    }

    @BeforeEach
    void join() {
        fleet.clear();
        worker = fleet.join();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void what_nobody_has_claimed_for_a_minute_is_published_again() {
        var generation = overdue();

        assertThat(worker.sweeper().tick()).isEqualTo(1);

        assertThat(fleet.accepted().outbox(generation))
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .containsEntry("topic", Topics.REQUESTED)
                        .containsEntry("payload", "{\"generationId\":\"" + generation + "\",\"run\":1,\"attempt\":1}"));
        assertThat(fleet.accepted().row(generation)).containsEntry("resends", 1).containsEntry("version", 1);
    }

    @Test
    void what_is_on_its_way_already_is_left_alone() {
        var generation = overdue();
        worker.sweeper().tick();
        fleet.accepted().change(generation, "resend_at = now() - interval '1 second'");

        assertThat(worker.sweeper().tick()).isZero();

        assertThat(fleet.accepted().outbox(generation)).hasSize(1);
    }

    @Test
    void only_what_waits_for_a_worker_is_swept() {
        fleet.accepted().one();
        fleet.accepted().change(overdue(), "due_at = now() + interval '1 hour'");
        fleet.accepted().change(overdue(), "deadline = now() - interval '1 hour'");
        fleet.accepted().change(overdue(), "lease_owner = '" + UUID.randomUUID() + "', stage = 'GENERATING'");

        assertThat(worker.sweeper().tick()).isZero();
    }

    @Test
    void each_wait_is_twice_the_one_before_up_to_the_longest() {
        assertThat(waitAfter(0)).isCloseTo(Duration.ofMinutes(2), Duration.ofSeconds(5));
        assertThat(waitAfter(1)).isCloseTo(Duration.ofMinutes(4), Duration.ofSeconds(5));
        assertThat(waitAfter(2)).isCloseTo(Duration.ofMinutes(8), Duration.ofSeconds(5));
        assertThat(waitAfter(3)).isCloseTo(Duration.ofMinutes(15), Duration.ofSeconds(5));
        assertThat(waitAfter(1_000_000)).isCloseTo(Duration.ofMinutes(15), Duration.ofSeconds(5));
    }

    private Duration waitAfter(int resends) {
        var generation = overdue();
        fleet.accepted().change(generation, "resends = " + resends);
        worker.sweeper().tick();
        return fleet.accepted().untilResend(generation);
    }

    private UUID overdue() {
        var generation = fleet.accepted().one();
        fleet.accepted().change(generation, "resend_at = now() - interval '1 second'");
        return generation;
    }
}
