package dev.darkroom.notifier.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TallyTest {

    /// Events 1 and 2, 1 is acknowledged, then comes 3.
    private static final Tally[] HISTORY = {
        new Tally(0, 0, 0), new Tally(0, 2, 2), new Tally(1, 2, 1), new Tally(1, 3, 2)
    };

    @Test
    void whatever_the_order_in_which_it_is_told_the_latest_moment_counts() {
        for (int first = 0; first < HISTORY.length; first++) {
            for (int second = 0; second < HISTORY.length; second++) {
                var known = Tally.NONE.or(HISTORY[first]).or(HISTORY[second]);
                assertThat(known).isEqualTo(HISTORY[Math.max(first, second)]);
            }
        }
        assertThat(Arrays.asList(HISTORY))
                .allSatisfy(tally -> assertThat(tally.or(Tally.NONE)).isEqualTo(tally));
    }

    @Test
    void what_came_after_a_moment_is_counted_and_what_it_has_counted_is_not_counted_again() {
        assertThat(HISTORY[2].at(3)).isEqualTo(HISTORY[3].at(3)).isEqualTo(2);
        assertThat(HISTORY[3].at(2)).isEqualTo(2);
    }

    @Test
    void what_expires_shows_in_the_next_look() {
        assertThat(new Tally(1, 3, 2).or(new Tally(1, 3, 1)).at(3)).isEqualTo(1);
    }
}
