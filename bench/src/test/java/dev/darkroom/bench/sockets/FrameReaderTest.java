package dev.darkroom.bench.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameReaderTest {

    @Test
    void a_completed_frame_names_its_generation() {
        assertThat(FrameReader.read("""
            {"type":"event","cursor":"k3f9:129","seq":129,"replay":false,"event":{"specversion":"1.0","id":"e1",
             "type":"dev.darkroom.generation.completed.v1","subject":"0199","data":{"type":"x","subject":"y"}}}""")).isEqualTo(new Frame.Ended("0199", true));
    }

    @Test
    void a_failed_frame_is_an_end_too_and_the_order_of_fields_does_not_matter() {
        assertThat(FrameReader.read("""
            {"event":{"data":{"prompt":"{"},"subject":"0199","type":"dev.darkroom.generation.failed.v1"},
             "seq":1,"type":"event"}""")).isEqualTo(new Frame.Ended("0199", false));
    }

    @Test
    void a_welcome_gives_its_cursor_and_a_ping_its_head() {
        assertThat(FrameReader.read("""
            {"type":"welcome","session":"s","cursor":"k3f9:0","head":0,"unacknowledged":0,
             "resume":{"mode":"cursor","count":0},"pingMillis":25000}""")).isEqualTo(new Frame.Welcome("k3f9:0"));
        assertThat(FrameReader.read("{\"type\":\"ping\",\"head\":129}")).isEqualTo(new Frame.Ping(129));
    }

    @Test
    void everything_else_is_let_pass() {
        assertThat(FrameReader.read(
                        "{\"type\":\"progress\",\"event\":{\"type\":\"dev.darkroom.generation.progressed.v1\"}}"))
                .isEqualTo(new Frame.Other("progress"));
        assertThat(FrameReader.read(
                        "{\"type\":\"event\",\"event\":{\"type\":\"dev.darkroom.generation.replayed.v1\"}}"))
                .isEqualTo(new Frame.Other("event"));
        assertThat(FrameReader.read("[]")).isEqualTo(new Frame.Other(""));
    }
}
