package dev.darkroom.notifier.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.protocol.Acknowledged;
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
    void a_notification_is_the_bare_envelope_and_alone_moves_the_cursor() {
        assertThat(EventLines.event("k3f9", new StoredEvent(130, Instant.EPOCH, "{\"id\":\"e\"}")))
                .isEqualTo("id: k3f9:130\nevent: notification\ndata: {\"id\":\"e\"}\n\n");
        for (var frame : List.of(
                new Frame.Gap("k3f9", 1, 4),
                new Frame.State(new Acknowledged(1, 2, List.of())),
                new Frame.Reconnect(Duration.ofMillis(7)))) {
            assertThat(EventLines.of(frame)).startsWith("event: ").contains("\ndata: " + FrameJson.of(frame) + "\n\n");
        }
        assertThat(EventLines.of(new Frame.Ping(130))).isEqualTo("event: ping\ndata: {\"head\":130}\n\n");
        assertThat(EventLines.of(new Frame.Progress("{}"))).isEqualTo("event: progress\ndata: {}\n\n");
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
