package dev.darkroom.notifier.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.protocol.ClientFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFramesTest {

    @Test
    void the_words_of_the_contract_are_understood() {
        assertThat(ClientFrames.read("{\"type\":\"pong\",\"seq\":129}")).isEqualTo(new ClientFrame.Pong());
        assertThat(ClientFrames.read("{\"type\":\"auth\",\"id\":\"a1\",\"ticket\":\"t\"}"))
                .isEqualTo(new ClientFrame.Auth("a1", "t"));
        assertThat(ClientFrames.read("{\"type\":\"ack\",\"id\":\"c7\",\"through\":129}"))
                .isEqualTo(new ClientFrame.Ack("c7"));
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
