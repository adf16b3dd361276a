package dev.darkroom.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

    private final List<String> heard = new ArrayList<>();
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    private final Ear ear = new Ear() {

        @Override
        public void answered(int status) {
            heard.add("answered " + status);
        }

        @Override
        public void said(byte[] bytes, int from, int length) {
            heard.add(new String(bytes, from, length, US_ASCII));
        }

        @Override
        public void closed(int code) {
            heard.add("closed " + code);
        }
    };

    @Test
    void everything_is_heard_alike_in_pieces_of_whatever_size() throws IOException {
        var longOne = "x".repeat(300);
        stream.writeBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n".getBytes(US_ASCII));
        frame(0x81, "short");
        frame(0x01, "in ");
        frame(0x89, "");
        frame(0x80, "parts");
        frame(0x81, longOne);
        frame(0x88, "\u0003\u00f4");
        var bytes = stream.toByteArray();

        for (int size : new int[] {1, 2, 7, 100, bytes.length}) {
            heard.clear();
            var wire = new Wire();
            for (int at = 0; at < bytes.length; at += size) {
                var length = Math.min(size, bytes.length - at);
                var piece = new byte[size];
                System.arraycopy(bytes, at, piece, 0, length);
                wire.take(piece, length, ear);
            }
            assertThat(heard).containsExactly("answered 101", "short", "in parts", longOne, "closed 1012");
        }
    }

    @Test
    void what_the_client_says_is_one_masked_frame() {
        var frame = Wire.text("{}");

        assertThat(frame.remaining()).isEqualTo(8);
        assertThat(frame.get(0)).isEqualTo((byte) 0x81);
        assertThat(frame.get(1)).isEqualTo((byte) 0x82);
    }

    @Test
    void an_event_gives_its_number_and_when_it_was_due() {
        var text = "…{\"type\":\"event\",\"cursor\":\"k3f9:129\",\"seq\":129,\"event\":{\"data\":{\"dueNanos\":42}}}";
        var bytes = text.getBytes(US_ASCII);
        var message = new Message(bytes, 1, bytes.length - 1);

        assertThat(message.type()).isEqualTo("event");
        assertThat(message.text("cursor")).isEqualTo("k3f9:129");
        assertThat(message.number("seq")).isEqualTo(129);
        assertThat(message.due()).isEqualTo(42);
    }

    @Test
    void holes_and_repeats_are_counted() {
        var seen = new Heard();

        var last = seen.event(0, 1, 1_000, 2_000);
        last = seen.event(last, 4, 1_000, 2_000);
        last = seen.event(last, 4, 1_000, 2_000);

        assertThat(last).isEqualTo(4);
        assertThat(seen.events()).isEqualTo(2);
        assertThat(seen.holes()).isEqualTo(2);
        assertThat(seen.repeats()).isOne();
        assertThat(seen.sinceDue().count()).isEqualTo(2);
    }

    private void frame(int head, String payload) {
        stream.write(head);
        if (payload.length() < 126) {
            stream.write(payload.length());
        } else {
            stream.write(126);
            stream.write(payload.length() >> 8);
            stream.write(payload.length());
        }
        for (int i = 0; i < payload.length(); i++) {
            stream.write(payload.charAt(i));
        }
    }
}
