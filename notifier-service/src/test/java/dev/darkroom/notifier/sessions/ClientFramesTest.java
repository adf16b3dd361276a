package dev.darkroom.notifier.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.protocol.ClientFrame;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFramesTest {

    private static final UUID EVENT = UUID.randomUUID();

    @Test
    void the_words_of_the_contract_are_understood() {
        assertThat(ClientFrames.read("{\"type\":\"pong\",\"seq\":129}")).isEqualTo(new ClientFrame.Pong());
        assertThat(ClientFrames.read("{\"type\":\"auth\",\"id\":\"a1\",\"ticket\":\"t\"}"))
                .isEqualTo(new ClientFrame.Auth("a1", "t"));
        assertThat(ClientFrames.read("{\"type\":\"ack\",\"id\":\"c7\",\"through\":129}"))
                .isEqualTo(new ClientFrame.AckThrough("c7", 129));
        assertThat(ClientFrames.read("{\"type\":\"ack\",\"eventIds\":[\"" + EVENT + "\"]}"))
                .isEqualTo(new ClientFrame.AckEvents(null, List.of(EVENT)));
    }

    @Test
    void fields_of_a_newer_client_are_ignored() {
        assertThat(ClientFrames.read("{\"type\":\"pong\",\"mood\":{\"good\":true}}"))
                .isEqualTo(new ClientFrame.Pong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{",
                "[]",
                "null",
                "42",
                "{}",
                "{\"type\":null}",
                "{\"type\":7}",
                "{\"type\":\"subscribe\"}",
                "{\"type\":\"auth\"}",
                "{\"type\":\"auth\",\"ticket\":5}",
                "{\"type\":\"ack\",\"id\":\"c7\"}",
                "{\"type\":\"ack\",\"through\":0}",
                "{\"type\":\"ack\",\"through\":1.5}",
                "{\"type\":\"ack\",\"through\":\"1\"}",
                "{\"type\":\"ack\",\"through\":99999999999999999999}",
                "{\"type\":\"ack\",\"eventIds\":[]}",
                "{\"type\":\"ack\",\"eventIds\":{}}",
                "{\"type\":\"ack\",\"eventIds\":[\"1-1-1-1-1\"]}",
                "{\"type\":\"ack\",\"eventIds\":[7]}",
                "{\"type\":\"ack\",\"eventIds\":[\"0199b7f0-0000-7000-8000-000000000001\"],\"through\":1}",
                "{\"type\":\"pong\"} {\"type\":\"pong\"}",
            })
    void everything_else_is_unreadable(String message) {
        assertThat(ClientFrames.read(message)).isInstanceOf(ClientFrame.Unreadable.class);
    }

    @Test
    void an_unreadable_message_keeps_its_id_so_that_the_client_knows_which_one() {
        assertThat(ClientFrames.read("{\"type\":\"subscribe\",\"id\":\"c9\"}"))
                .isInstanceOfSatisfying(
                        ClientFrame.Unreadable.class,
                        frame -> assertThat(frame.id()).isEqualTo("c9"));
    }

    @Test
    void deep_nesting_is_unreadable_and_nothing_worse() {
        assertThat(ClientFrames.read("[".repeat(4_000))).isInstanceOf(ClientFrame.Unreadable.class);
    }
}
