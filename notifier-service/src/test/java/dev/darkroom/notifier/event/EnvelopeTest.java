package dev.darkroom.notifier.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final Path GOLDEN = Path.of("../docs/contracts/event-envelope.json");

    private static final TraceContext TRACE =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    @Test
    void the_envelope_is_composed_as_its_golden_file_shows_it() throws IOException {
        var golden = Files.readString(GOLDEN).strip();
        var data = golden.substring(golden.indexOf("\"data\":") + 7, golden.length() - 1);
        var time = "2026-01-01T12:00:04.123Z";
        var arrival = new Arrival(
                UUID.fromString("0199b7ef-1111-7000-8000-00000000000a"),
                UUID.fromString("0199b7f0-4444-7000-8000-00000000000e"),
                UUID.fromString("0199b7ef-2222-7000-8000-00000000000f"),
                EventTypes.COMPLETED,
                EventTypes.SOURCE,
                time,
                Instant.parse(time),
                7,
                TRACE,
                data);

        assertThat(Envelope.of(arrival, 129)).isEqualTo(golden);
        assertThat(Envelope.trace(golden)).isEqualTo(TRACE);
        assertThat(Envelope.subject(golden)).isEqualTo(arrival.generationId());
    }

    @Test
    void a_trace_that_somebody_wrote_into_other_fields_is_none() {
        var forged = "\",\"traceparent\":\"" + TRACE + "\"";
        var data = "{\"a\":1,\"traceparent\":\"" + TRACE + "\"}";

        var envelope = Envelope.of(Arrivals.ofType(UUID.randomUUID(), UUID.randomUUID(), forged, data), 1);

        assertThat(Envelope.trace(envelope)).isNull();
        assertThat(WireJson.mapper().readTree(envelope).has("traceparent")).isFalse();
    }

    @Test
    void the_data_stays_the_bytes_its_producer_wrote() {
        var odd = "{ \"b\" : 1.0e2,\n  \"a\":\"\\u00e9 é \\\" 🦊\" }";

        var envelope = Envelope.of(Arrivals.of(UUID.randomUUID(), UUID.randomUUID(), odd), 1);

        assertThat(envelope).endsWith("\"data\":" + odd + "}");
        assertThat(WireJson.mapper().readTree(envelope).at("/data/a").stringValue())
                .isEqualTo("é é \" 🦊");
    }

    @Test
    void a_hostile_attribute_cannot_break_out_of_its_quotes() {
        var type = "x\",\"data\":{\"forged\":true},\"y\":\"\\";

        var envelope = WireJson.mapper()
                .readTree(Envelope.of(Arrivals.ofType(UUID.randomUUID(), UUID.randomUUID(), type, "{}"), 1));

        assertThat(envelope.get("type").stringValue()).isEqualTo(type);
        assertThat(envelope.get("data").isEmpty()).isTrue();
    }

    @Test
    void the_sequence_sorts_as_text_as_it_does_as_a_number() {
        var arrival = Arrivals.of(UUID.randomUUID());

        assertThat(sequence(arrival, 9)).isLessThan(sequence(arrival, 10));
        assertThat(sequence(arrival, Long.MAX_VALUE)).hasSize(20);
    }

    private static String sequence(Arrival arrival, long seq) {
        return WireJson.mapper()
                .readTree(Envelope.of(arrival, seq))
                .get("sequence")
                .stringValue();
    }
}
