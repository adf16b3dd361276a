package dev.darkroom.notifier.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.protocol.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RingTest {

    private final Ring ring = new Ring(4);

    @Test
    void it_gives_what_comes_after_a_position() {
        ring.add(events(1, 3));

        assertThat(seqsAfter(0)).containsExactly(1L, 2L, 3L);
        assertThat(seqsAfter(2)).containsExactly(3L);
        assertThat(seqsAfter(3)).isEmpty();
    }

    @Test
    void it_gives_nothing_when_the_very_next_event_is_gone() {
        ring.add(events(1, 6));

        assertThat(seqsAfter(1)).isEmpty();
        assertThat(seqsAfter(2)).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void it_begins_anew_rather_than_hide_a_hole() {
        ring.add(events(1, 3));
        ring.add(events(5, 6));

        assertThat(seqsAfter(3)).isEmpty();
        assertThat(seqsAfter(4)).containsExactly(5L, 6L);
    }

    @Test
    void a_repeat_changes_nothing() {
        ring.add(events(1, 4));
        ring.add(events(2, 3));

        assertThat(seqsAfter(0)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void what_everybody_has_is_let_go() {
        ring.add(events(1, 4));
        ring.forgetThrough(3);

        assertThat(seqsAfter(2)).isEmpty();
        assertThat(seqsAfter(3)).containsExactly(4L);
    }

    private List<Long> seqsAfter(long seq) {
        return ring.after(seq).stream().map(StoredEvent::seq).toList();
    }

    private static List<StoredEvent> events(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> new StoredEvent(seq, Instant.EPOCH, "{}"))
                .toList();
    }
}
