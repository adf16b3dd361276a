package dev.darkroom.worker.lease;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.worker.job.Job;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealParts(kafka = false)
class LeaseTest {

    private final Fleet fleet;
    private Fleet.Member worker;

    LeaseTest(Database database) {
        fleet = new Fleet(database);
    }

    @BeforeEach
    void register() {
        fleet.clear();
        worker = fleet.join();
        worker.lease().beat();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void the_first_beat_registers_and_later_ones_keep_the_id() {
        var id = worker.id();

        worker.passes(Duration.ofSeconds(2));
        worker.lease().beat();

        assertThat(worker.id()).isEqualTo(id);
        assertThat(fleet.goneAt(id)).isNull();
    }

    @Test
    void a_worker_declared_gone_lets_go_of_everything_and_registers_anew() {
        var id = worker.id();
        var call = worker.hold(fleet.claimed(id));
        fleet.declareGone(id);

        worker.lease().beat();

        assertThat(worker.id()).isNotEqualTo(id);
        eventually(() -> assertThat(call.brokenOff()).isTrue());
    }

    @Test
    void a_worker_without_a_good_beat_for_a_lease_trusts_itself_no_more() {
        var id = worker.id();
        var call = worker.hold(fleet.claimed(id));

        worker.passes(Duration.ofSeconds(10));
        worker.lease().beat();

        assertThat(worker.id()).isNotEqualTo(id);
        eventually(() -> assertThat(call.brokenOff()).isTrue());
    }

    @Test
    void a_result_being_written_is_not_broken_off() {
        var call = worker.hold(fleet.claimed(worker.id()));
        assertThat(call.held().beginFinishing()).isTrue();

        worker.passes(Duration.ofSeconds(10));
        worker.lease().beat();

        assertThat(worker.jobs().all()).hasSize(1);
        assertThat(call.brokenOff()).isFalse();
    }

    @Test
    void only_a_whole_lease_of_good_beats_makes_a_witness() {
        assertThat(worker.lease().witness()).isEmpty();
        for (int beat = 1; beat < 5; beat++) {
            worker.passes(Duration.ofSeconds(2));
            worker.lease().beat();
            assertThat(worker.lease().witness()).isEmpty();
        }
        worker.passes(Duration.ofSeconds(2));
        worker.lease().beat();

        assertThat(worker.lease().witness()).hasValue(worker.id());
    }

    @Test
    void a_job_whose_row_is_no_longer_ours_is_broken_off() {
        Job cancelled = fleet.claimed(worker.id());
        Job kept = fleet.claimed(worker.id());
        var first = worker.hold(cancelled);
        var second = worker.hold(kept);
        fleet.accepted().change(cancelled.generationId(), "lease_owner = null, stage = 'QUEUED'");

        worker.comparison().compare(worker.id());

        eventually(() -> assertThat(first.brokenOff()).isTrue());
        assertThat(second.brokenOff()).isFalse();
    }

    @Test
    void a_row_that_nobody_works_on_goes_back_at_the_second_look() {
        UUID lost = fleet.claimed(worker.id()).generationId();
        var held = fleet.claimed(worker.id());
        worker.hold(held);

        worker.comparison().compare(worker.id());
        assertThat(fleet.accepted().row(lost)).containsEntry("lease_owner", worker.id());

        worker.comparison().compare(worker.id());
        assertThat(fleet.accepted().row(lost))
                .containsEntry("lease_owner", null)
                .containsEntry("stage", "QUEUED");
        assertThat(fleet.accepted().row(held.generationId())).containsEntry("lease_owner", worker.id());
    }

    @Test
    void leaving_signs_off() {
        var id = worker.id();

        worker.lease().leave();

        assertThat(fleet.goneAt(id)).isNotNull();
        assertThat(worker.lease().worker()).isEmpty();
    }
}
