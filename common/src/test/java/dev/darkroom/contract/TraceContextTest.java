package dev.darkroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String STEP = "00f067aa0ba902b7";

    @ParameterizedTest
    @CsvSource({
        "00,01,01",
        "00,00,00",
        "00,03,01",
        "00,ff,01",
        "00,02,00",
        "01,01,01",
        "cc,01-what-the-future-brings,01"
    })
    void what_w3c_calls_valid_is_understood_and_goes_on_in_version_00(String version, String rest, String flags) {
        var context = TraceContext.parse("%s-%s-%s-%s".formatted(version, TRACE, STEP, rest));

        assertThat(context).hasToString("00-%s-%s-%s".formatted(TRACE, STEP, flags));
        assertThat(context).extracting(TraceContext::traceId).isEqualTo(TRACE);
        assertThat(context).extracting(TraceContext::spanId).isEqualTo(STEP);
        assertThat(context).extracting(TraceContext::sampled).isEqualTo(flags.equals("01"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "xx-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-\n1"
            })
    void what_w3c_calls_invalid_is_none(String text) {
        assertThat(TraceContext.parse(text)).isNull();
    }

    @Test
    void a_generation_that_kept_none_has_the_one_that_everybody_makes_of_its_id() {
        var id = UUID.fromString("0199b7ef-2222-7000-8000-00000000000f");

        assertThat(TraceContext.of(id)).hasToString("00-0199b7ef22227000800000000000000f-800000000000000f-00");
        assertThat(TraceContext.of(id, null)).isEqualTo(TraceContext.of(id));
        assertThat(TraceContext.of(id, TraceContext.of(UUID.randomUUID()).traceparent()))
                .isNotEqualTo(TraceContext.of(id));
        assertThat(TraceContext.parse(TraceContext.fresh().traceparent())).isNotNull();
    }
}
