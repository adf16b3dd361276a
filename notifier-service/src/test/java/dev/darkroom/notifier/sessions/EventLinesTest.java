package dev.darkroom.notifier.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLinesTest {

    @Test
    void a_notification_is_the_bare_envelope_and_a_ping_what_it_tells() {
        assertThat(EventLines.event("k3f9", new StoredEvent(130, Instant.EPOCH, "{\"id\":\"e\"}")))
                .isEqualTo("id: k3f9:130\nevent: notification\ndata: {\"id\":\"e\"}\n\n");
        for (var frame : List.of(new Frame.State(2, List.of()), new Frame.Reconnect(Duration.ofMillis(7)))) {
            assertThat(EventLines.of(frame)).startsWith("event: ").contains("\ndata: " + FrameJson.of(frame) + "\n\n");
        }
        assertThat(EventLines.of(new Frame.Ping(130, 2L)))
                .isEqualTo("event: ping\ndata: {\"head\":130,\"unacknowledged\":2}\n\n");
        assertThat(EventLines.of(new Frame.Ping(130, null))).isEqualTo("event: ping\ndata: {\"head\":130}\n\n");
        assertThat(EventLines.of(new Frame.Progress("{}"))).isEqualTo("event: progress\ndata: {}\n\n");
    }

    @Test
    void what_leaves_nothing_behind_it_moves_the_cursor() {
        var gap = new Frame.Gap("k3f9", 1, 4);
        assertThat(EventLines.of(gap)).isEqualTo("id: k3f9:4\nevent: gap\ndata: " + FrameJson.of(gap) + "\n\n");
        assertThat(EventLines.reached(new Cursor("k3f9", 9))).isEqualTo("id: k3f9:9\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\n}", "{\r\n}", "{\r}"})
    void a_line_end_within_an_envelope_does_not_end_the_event(String envelope) {
        assertThat(EventLines.event("e", new StoredEvent(1, Instant.EPOCH, envelope)))
                .isEqualTo("id: e:1\nevent: notification\ndata: {\ndata: }\n\n");
    }

    @Test
    void what_answers_a_message_is_not_said_to_those_who_cannot_send_one() {
        assertThat(EventLines.of(new Frame.Ok("c1", 0))).isNull();
        assertThat(EventLines.of(new Frame.Refusal("c1", "BAD_MESSAGE", "no"))).isNull();
        assertThat(EventLines.of(new Frame.Reauth(Instant.EPOCH))).isNull();
    }
}
