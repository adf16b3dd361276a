package dev.darkroom.stub.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CallsTest {

    @Test
    void calls_without_an_id_count_in_the_total_only() {
        var calls = new Calls(10);

        calls.arrived(null, null, null);
        calls.arrived("a", "a-1", "00-t");

        assertThat(calls.snapshot())
                .isEqualTo(Map.of(
                        "total", 2L,
                        "byGeneration", Map.of("a", 1),
                        "byAttempt", Map.of("a-1", 1),
                        "traceparents", Map.of("a-1", "00-t")));
    }

    @Test
    void known_ids_are_still_counted_when_there_is_no_room_for_new_ones() {
        var calls = new Calls(1);

        calls.arrived("a", "a-1", "00-t");
        calls.arrived("b", "b-1", null);
        calls.arrived("a", "a-1", "00-t");

        assertThat(calls.snapshot())
                .isEqualTo(Map.of(
                        "total", 3L,
                        "byGeneration", Map.of("a", 2),
                        "byAttempt", Map.of("a-1", 2),
                        "traceparents", Map.of("a-1", "00-t")));
    }
}
