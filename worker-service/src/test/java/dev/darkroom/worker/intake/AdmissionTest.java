package dev.darkroom.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.GenerationRequested;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final GenerationRequested FIRST = new GenerationRequested(new UUID(0, 1), 1, 1);
    private static final GenerationRequested SECOND = new GenerationRequested(new UUID(0, 2), 1, 1);

    @Test
    void with_room_for_all_all_go() {
        var poll = Admission.of(List.of(FIRST, SECOND), Integer.MAX_VALUE, _ -> false);

        assertThat(poll).isEqualTo(new Admission(List.of(FIRST, SECOND), List.of()));
    }

    @Test
    void while_the_ai_server_is_away_all_come_back_later() {
        var poll = Admission.of(List.of(FIRST, SECOND), 0, _ -> false);

        assertThat(poll).isEqualTo(new Admission(List.of(), List.of(FIRST, SECOND)));
    }

    @Test
    void whose_probe_has_failed_is_not_the_next_probe() {
        var poll = Admission.of(List.of(FIRST, SECOND), 1, FIRST.generationId()::equals);

        assertThat(poll).isEqualTo(new Admission(List.of(SECOND), List.of(FIRST)));
    }
}
