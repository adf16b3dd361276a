package dev.darkroom.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.replay.NextStep.Await;
import dev.darkroom.api.replay.NextStep.Begin;
import dev.darkroom.api.replay.NextStep.Canaries;
import dev.darkroom.api.replay.NextStep.Finish;
import dev.darkroom.api.replay.NextStep.Stop;
import dev.darkroom.api.replay.Verdict.Standing;
import dev.darkroom.contract.GenerationSnapshot.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What a replay decides, without any of its effects.
class NextStepTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void without_canaries_it_begins_by_the_portion_until_none_wait() {
        assertThat(NextStep.of(Canaries.NONE, true, 12)).isEqualTo(new Begin(12));
        assertThat(NextStep.of(Canaries.NONE, false, 12)).isEqualTo(new Finish());
    }

    @Test
    void canaries_go_first_and_nothing_follows_until_all_are_complete() {
        assertThat(NextStep.of(new Canaries(3, 0, 0, 0), true, 12)).isEqualTo(new Begin(3));
        assertThat(NextStep.of(new Canaries(3, 0, 0, 0), true, 2)).isEqualTo(new Begin(2));
        assertThat(NextStep.of(new Canaries(3, 2, 2, 0), true, 2)).isEqualTo(new Begin(1));
        assertThat(NextStep.of(new Canaries(3, 3, 2, 0), true, 12)).isEqualTo(new Await());
        assertThat(NextStep.of(new Canaries(3, 3, 3, 0), true, 12)).isEqualTo(new Begin(12));
    }

    @Test
    void the_first_canary_that_fails_stops_it_even_while_others_are_under_way() {
        assertThat(NextStep.of(new Canaries(3, 3, 1, 1), true, 12)).isEqualTo(new Stop());
        assertThat(NextStep.of(new Canaries(3, 1, 0, 1), true, 12)).isEqualTo(new Stop());
    }

    @Test
    void fewer_items_than_canaries_are_awaited_all_the_same() {
        assertThat(NextStep.of(new Canaries(3, 1, 0, 0), false, 12)).isEqualTo(new Await());
        assertThat(NextStep.of(new Canaries(3, 1, 1, 0), false, 12)).isEqualTo(new Finish());
        assertThat(NextStep.of(new Canaries(3, 0, 0, 0), false, 12)).isEqualTo(new Finish());
    }

    @Test
    void a_step_is_a_quarter_of_a_seconds_worth_and_the_next_is_due_when_it_is_paid_for() {
        assertThat(new Pace(500).portion()).isEqualTo(125);
        assertThat(new Pace(50).portion()).isEqualTo(12);
        assertThat(new Pace(1).portion()).isEqualTo(1);
        assertThat(new Pace(50).after(NOW, NOW, 10)).isEqualTo(NOW.plusMillis(200));
        assertThat(new Pace(1).after(NOW, NOW, 1)).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void a_step_taken_late_keeps_the_pace_but_an_outage_is_not_made_good_in_a_burst() {
        var pace = new Pace(40);

        assertThat(pace.after(NOW.minusMillis(30), NOW, 10)).isEqualTo(NOW.plusMillis(220));
        assertThat(pace.after(NOW.minus(Duration.ofHours(1)), NOW, 10)).isEqualTo(NOW);
    }

    @Test
    void a_generation_that_moved_on_supersedes_its_dead_letter_and_one_that_may_not_run_leaves_it_open() {
        assertThat(left(null).deadLetter()).isEqualTo("SUPERSEDED");
        assertThat(left(new Standing(Status.PENDING, 3, 0, false)).deadLetter()).isEqualTo("SUPERSEDED");
        assertThat(left(new Standing(Status.FAILED, 3, 0, true)).deadLetter()).isEqualTo("SUPERSEDED");
        assertThat(left(new Standing(Status.COMPLETE, 2, 0, false)).deadLetter())
                .isEqualTo("SUPERSEDED");
        assertThat(left(new Standing(Status.FAILED, 2, 5, true)))
                .isEqualTo(new Verdict("OPEN", "replayed 5 times already"));
        assertThat(left(new Standing(Status.FAILED, 2, 0, false)).deadLetter()).isEqualTo("OPEN");
    }

    private static Verdict left(Standing standing) {
        return Verdict.leftOut(2, standing, 5);
    }
}
