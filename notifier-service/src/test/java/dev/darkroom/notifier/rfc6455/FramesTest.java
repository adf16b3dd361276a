package dev.darkroom.notifier.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.path.RawSocket;
import dev.darkroom.testkit.RealParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 5: frames, one way and the other.
@RealParts
class FramesTest extends OnTheWire {

    private static final int LAST = RawSocket.LAST;

    @Nested
    class Framing {

        @ParameterizedTest
        @ValueSource(ints = {60, 125, 126, 127, 128, 511, 512, 513, 2_047, 2_048, 2_049, 4_095, 4_096})
        void a_text_of_any_length_is_read(int size) throws IOException {
            try (var socket = welcomed()) {
                socket.send(LAST | RawSocket.TEXT, asking("t", size));
                assertAnswers(socket, "t");
            }
        }

        @Test
        void an_empty_text_is_a_message() throws IOException {
            try (var socket = welcomed()) {
                socket.say("");
                assertThat(socket.read().text()).contains("BAD_MESSAGE");
                assertStillListens(socket);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 7, 997})
        void frames_that_come_in_pieces_of_any_size_are_read(int piece) throws IOException {
            try (var socket = welcomed()) {
                var octets = RawSocket.frame(LAST | RawSocket.TEXT, asking("piece", 1_500));
                for (int from = 0; from < octets.length; from += piece) {
                    socket.write(Arrays.copyOfRange(octets, from, Math.min(octets.length, from + piece)));
                }
                assertAnswers(socket, "piece");
            }
        }

        @Test
        void many_frames_in_one_piece_are_read_one_after_the_other() throws IOException {
            try (var socket = welcomed()) {
                socket.write(RawSocket.join(
                        RawSocket.frame(LAST | RawSocket.TEXT, asking("one")),
                        RawSocket.frame(LAST | RawSocket.TEXT, asking("two", 3_000)),
                        RawSocket.frame(LAST | RawSocket.TEXT, asking("three"))));
                assertAnswers(socket, "one");
                assertAnswers(socket, "two");
                assertAnswers(socket, "three");
            }
        }

        /// Section 5.2 wants the shortest length; Tomcat reads the others too, which harms nobody.
        @ParameterizedTest
        @ValueSource(ints = {3, 9})
        void a_length_written_longer_than_needed_is_tolerated(int lengthOctets) throws IOException {
            try (var socket = welcomed()) {
                socket.write(RawSocket.frame(LAST | RawSocket.TEXT, lengthOctets, asking("long-winded")));
                assertAnswers(socket, "long-winded");
            }
        }

        @Test
        void a_length_with_its_highest_bit_set_breaks_the_protocol() throws IOException {
            try (var socket = welcomed()) {
                socket.write(ByteBuffer.allocate(14)
                        .put((byte) (LAST | RawSocket.TEXT))
                        .put((byte) 0xff)
                        .putLong(Long.MIN_VALUE)
                        .putInt(0)
                        .array());
                assertFails(socket, 1002);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {RawSocket.TEXT, RawSocket.PING, RawSocket.CLOSE})
        void a_frame_without_a_mask_breaks_the_protocol(int opcode) throws IOException {
            try (var socket = welcomed()) {
                socket.write(new byte[] {(byte) (LAST | opcode), 2, '{', '}'});
                assertFails(socket, 1002);
            }
        }

        @Test
        void the_server_masks_nothing_and_sets_no_reserved_bit() throws IOException {
            var other = UUID.randomUUID();
            try (var socket = RawSocket.open(house.port(), house.bearer(other))) {
                house.completed(other, "{\"prompt\":\"" + "x".repeat(9_000) + "\"}");
                socket.send(LAST | RawSocket.PING, "p");
                socket.send(LAST | RawSocket.TEXT, asking("a"));
                var event = false;
                while (!event) {
                    var frame = socket.read();
                    event = frame.text().contains("\"type\":\"event\"");
                    assertThat(frame.masked()).isFalse();
                    assertThat(frame.reserved()).isZero();
                }
                socket.close(1000, "");
                assertThat(socket.readToTheEnd())
                        .allSatisfy(frame -> assertThat(frame.masked()).isFalse())
                        .last()
                        .satisfies(frame -> assertThat(frame.closeCode()).isEqualTo(1000));
            }
        }
    }

    @Nested
    class PingsAndPongs {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 124, 125})
        void a_ping_is_answered_with_its_own_payload(int size) throws IOException {
            try (var socket = welcomed()) {
                var payload = new byte[size];
                new Random(size).nextBytes(payload);
                socket.send(LAST | RawSocket.PING, payload);
                var pong = socket.read();

                assertThat(pong.head()).isEqualTo(LAST | RawSocket.PONG);
                assertThat(pong.payload()).isEqualTo(payload);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {RawSocket.PING, RawSocket.PONG, RawSocket.CLOSE})
        void a_control_frame_of_126_bytes_breaks_the_protocol(int opcode) throws IOException {
            try (var socket = welcomed()) {
                socket.send(LAST | opcode, new byte[126]);
                assertFails(socket, 1002);
            }
        }

        @Test
        void ten_pings_are_answered_in_their_order() throws IOException {
            try (var socket = welcomed()) {
                for (var n = 0; n < 10; n++) {
                    socket.send(LAST | RawSocket.PING, "ping " + n);
                }
                for (var n = 0; n < 10; n++) {
                    assertThat(socket.read().text()).isEqualTo("ping " + n);
                }
            }
        }

        @Test
        void a_pong_nobody_asked_for_is_passed_over() throws IOException {
            try (var socket = welcomed()) {
                socket.send(LAST | RawSocket.PONG, "unasked");
                socket.send(LAST | RawSocket.PONG, "");
                assertStillListens(socket);
            }
        }

        @Test
        void a_ping_that_comes_octet_by_octet_is_answered() throws IOException {
            try (var socket = welcomed()) {
                for (var octet : RawSocket.frame(LAST | RawSocket.PING, new byte[125])) {
                    socket.write(new byte[] {octet});
                }
                assertThat(socket.read().payload()).hasSize(125);
            }
        }
    }

    @Nested
    class ReservedBitsAndOpcodes {

        @ParameterizedTest
        @ValueSource(ints = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70})
        void a_reserved_bit_breaks_the_protocol(int bits) throws IOException {
            for (var opcode : List.of(RawSocket.TEXT, RawSocket.PING, RawSocket.CLOSE)) {
                try (var socket = welcomed()) {
                    socket.send(LAST | bits | opcode, "");
                    assertFails(socket, 1002);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {3, 4, 5, 6, 7, 0xB, 0xC, 0xD, 0xE, 0xF})
        void a_reserved_opcode_breaks_the_protocol(int opcode) throws IOException {
            for (var payload : List.of("", "payload")) {
                try (var socket = welcomed()) {
                    socket.send(LAST | opcode, payload);
                    assertFails(socket, 1002);
                }
            }
        }

        @Test
        void what_was_said_before_the_fault_is_answered_first() throws IOException {
            try (var socket = welcomed()) {
                socket.send(LAST | RawSocket.TEXT, asking("before"));
                assertAnswers(socket, "before");
                socket.send(LAST | 0x40 | RawSocket.TEXT, asking("fault"));
                assertFails(socket, 1002);
            }
        }
    }

    @Nested
    class Fragments {

        @Test
        void a_text_in_fragments_is_one_message() throws IOException {
            try (var socket = welcomed()) {
                socket.send(RawSocket.TEXT, "{\"type\":\"?\",");
                socket.send(RawSocket.CONTINUATION, "");
                socket.send(RawSocket.CONTINUATION, "\"id\":\"in ");
                socket.send(LAST | RawSocket.CONTINUATION, "parts\"}");
                assertAnswers(socket, "in parts");
            }
        }

        @Test
        void a_text_whose_last_fragment_is_empty_is_one_message() throws IOException {
            try (var socket = welcomed()) {
                socket.send(RawSocket.TEXT, "");
                socket.send(RawSocket.CONTINUATION, asking("empty ends"));
                socket.send(LAST | RawSocket.CONTINUATION, "");
                assertAnswers(socket, "empty ends");
            }
        }

        @Test
        void every_octet_may_be_a_fragment_of_its_own() throws IOException {
            try (var socket = welcomed()) {
                var message = asking("octets ✓");
                for (int i = 0; i < message.length; i++) {
                    socket.send(
                            (i == message.length - 1 ? LAST : 0) | (i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION),
                            new byte[] {message[i]});
                }
                assertAnswers(socket, "octets ✓");
            }
        }

        @Test
        void a_ping_between_two_fragments_is_answered_at_once_and_breaks_nothing() throws IOException {
            try (var socket = welcomed()) {
                socket.send(RawSocket.TEXT, "{\"type\":\"?\",");
                socket.send(LAST | RawSocket.PING, "between");
                assertThat(socket.read().text()).isEqualTo("between");
                socket.send(LAST | RawSocket.PONG, "unasked");
                socket.send(LAST | RawSocket.CONTINUATION, "\"id\":\"whole\"}");
                assertAnswers(socket, "whole");
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {RawSocket.PING, RawSocket.PONG, RawSocket.CLOSE})
        void a_control_frame_in_fragments_breaks_the_protocol(int opcode) throws IOException {
            try (var socket = welcomed()) {
                socket.send(opcode, "a");
                assertFails(socket, 1002);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, LAST})
        void a_continuation_of_nothing_breaks_the_protocol(int last) throws IOException {
            try (var socket = welcomed()) {
                socket.send(last | RawSocket.CONTINUATION, "what was before?");
                assertFails(socket, 1002);
            }
        }

        @Test
        void a_continuation_after_a_whole_message_breaks_the_protocol() throws IOException {
            try (var socket = welcomed()) {
                socket.send(LAST | RawSocket.TEXT, asking("whole"));
                assertAnswers(socket, "whole");
                socket.send(LAST | RawSocket.CONTINUATION, "more");
                assertFails(socket, 1002);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {RawSocket.TEXT, RawSocket.BINARY})
        void a_new_message_inside_an_open_one_breaks_the_protocol(int opcode) throws IOException {
            try (var socket = welcomed()) {
                socket.send(RawSocket.TEXT, "{");
                socket.send(LAST | opcode, "}");
                assertFails(socket, 1002);
            }
        }
    }

    @Nested
    class Sizes {

        @ParameterizedTest
        @ValueSource(ints = {4_097, 65_535, 65_536, 1_000_000})
        void a_text_beyond_the_limit_is_too_big_however_long_it_is(int size) throws IOException {
            try (var socket = welcomed()) {
                socket.send(LAST | RawSocket.TEXT, asking("big", size));
                var close = socket.read(RawSocket.CLOSE);
                assertThat(close.closeCode()).isEqualTo(1009);
                socket.send(LAST | RawSocket.CLOSE, close.payload());
                assertThat(socket.readToTheEnd()).isEmpty();
            }
        }

        @Test
        void a_length_that_is_only_announced_allocates_nothing_and_is_refused_when_it_comes() throws IOException {
            try (var socket = welcomed()) {
                socket.write(ByteBuffer.allocate(14)
                        .put((byte) (LAST | RawSocket.TEXT))
                        .put((byte) 0xff)
                        .putLong(Long.MAX_VALUE)
                        .putInt(0)
                        .array());
                socket.write("x".repeat(5_000).getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
            }
        }

        @Test
        void fragments_count_together() throws IOException {
            try (var socket = welcomed()) {
                socket.send(RawSocket.TEXT, "x".repeat(2_048));
                socket.send(RawSocket.CONTINUATION, "x".repeat(2_048));
                socket.send(RawSocket.CONTINUATION, "x");
                assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 126, 5_000, 70_000})
        void a_binary_message_is_refused_whatever_its_size(int size) throws IOException {
            try (var socket = welcomed()) {
                socket.send(LAST | RawSocket.BINARY, new byte[size]);
                assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1003);
            }
        }

        @Test
        void a_large_event_arrives_whole() throws IOException {
            var other = UUID.randomUUID();
            try (var socket = RawSocket.open(house.port(), house.bearer(other))) {
                socket.read();
                house.completed(other, "{\"prompt\":\"" + "狐".repeat(20_000) + "\"}");
                var text = new StringBuilder();
                for (var last = false; !last; ) {
                    var frame = socket.read();
                    assertThat(frame.opcode()).isEqualTo(text.isEmpty() ? RawSocket.TEXT : RawSocket.CONTINUATION);
                    text.append(new String(frame.payload(), StandardCharsets.ISO_8859_1));
                    last = frame.last();
                }
                assertThat(new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                        .contains("狐".repeat(20_000))
                        .endsWith("}}");
            }
        }
    }
}
