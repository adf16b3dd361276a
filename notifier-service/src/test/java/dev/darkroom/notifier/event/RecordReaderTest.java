package dev.darkroom.notifier.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.contract.TraceContext;
import dev.darkroom.notifier.event.Reading.Unreadable;
import dev.darkroom.notifier.event.Reading.Valid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

    private static final UUID OWNER = UUID.randomUUID();
    private static final UUID EVENT = UUID.randomUUID();
    private static final UUID GENERATION = UUID.randomUUID();
    private static final String DATA = "{\"a\":[1,{\"version\":9}],\"version\":5,\"b\":null}";

    private final Map<String, String> headers = new HashMap<>(Map.of(
            "ce_specversion", "1.0",
            "ce_id", EVENT.toString(),
            "ce_type", "t.v1",
            "ce_source", "/s",
            "ce_subject", GENERATION.toString(),
            "ce_time", "2026-01-01T12:00:04+02:00"));

    @Test
    void a_cloud_event_in_binary_mode_is_read() {
        assertThat(RecordReader.read(record(bytes(OWNER.toString()), bytes(DATA))))
                .isEqualTo(new Valid(new Arrival(
                        OWNER,
                        EVENT,
                        GENERATION,
                        "t.v1",
                        "/s",
                        "2026-01-01T12:00:04+02:00",
                        Instant.parse("2026-01-01T10:00:04Z"),
                        5,
                        null,
                        DATA)));
    }

    @Test
    void a_trace_is_read_and_a_broken_one_costs_nobody_the_event() {
        headers.put("ce_traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(trace()).hasToString("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        headers.put("ce_traceparent", "00-0-0-00");
        assertThat(trace()).isNull();
    }

    private @Nullable TraceContext trace() {
        return RecordReader.read(record(bytes(OWNER.toString()), bytes(DATA))) instanceof Valid(var arrival)
                ? arrival.trace()
                : TraceContext.fresh();
    }

    @ParameterizedTest
    @ValueSource(strings = {"generation-snapshot-complete.json", "generation-snapshot-failed.json"})
    void what_the_worker_writes_is_read_and_kept_as_it_is(String golden) throws IOException {
        var data = Files.readString(Path.of("../docs/contracts", golden));

        assertThat(RecordReader.read(record(bytes(OWNER.toString()), bytes(data))))
                .isInstanceOfSatisfying(
                        Valid.class,
                        reading -> assertThat(reading.arrival().data()).isEqualTo(data));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("brokenHeaders")
    void a_header_that_is_wrong_makes_the_record_unreadable_and_is_named(String name, @Nullable String value) {
        headers.remove(name);
        if (value != null) {
            headers.put(name, value);
        }

        assertThat(RecordReader.read(record(bytes(OWNER.toString()), bytes(DATA))))
                .isInstanceOfSatisfying(
                        Unreadable.class, reading -> assertThat(reading.why()).contains(name));
    }

    static Stream<Arguments> brokenHeaders() {
        return Stream.of(
                Arguments.of("ce_specversion", null),
                Arguments.of("ce_specversion", "0.3"),
                Arguments.of("ce_id", null),
                Arguments.of("ce_id", "1-1-1-1-1"),
                Arguments.of("ce_id", "seven"),
                Arguments.of("ce_type", null),
                Arguments.of("ce_type", " "),
                Arguments.of("ce_type", "a\u0000b"),
                Arguments.of("ce_type", "x".repeat(256)),
                Arguments.of("ce_source", ""),
                Arguments.of("ce_subject", "fox"),
                Arguments.of("ce_time", null),
                Arguments.of("ce_time", "yesterday"),
                Arguments.of("ce_time", "2026-01-01"));
    }

    @ParameterizedTest(name = "value {0}")
    @MethodSource("brokenValues")
    void a_value_that_is_no_single_json_object_is_unreadable(byte @Nullable [] value) {
        assertThat(RecordReader.read(record(bytes(OWNER.toString()), value))).isInstanceOf(Unreadable.class);
    }

    static Stream<byte @Nullable []> brokenValues() {
        return Stream.of(
                null,
                bytes(""),
                bytes("null"),
                bytes("[1]"),
                bytes("\"text\""),
                bytes("{\"a\":1"),
                bytes("{\"a\":1}}"),
                bytes("{\"a\":1} {\"b\":2}"),
                bytes("{\"a\":\"line\nbreak\"}"),
                bytes("{a:1}"),
                bytes("{\"a\":".repeat(2_000)),
                new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'},
                new byte[] {0, 1, 2});
    }

    @ParameterizedTest(name = "key {0}")
    @MethodSource("brokenKeys")
    void a_key_that_names_no_owner_makes_the_record_unreadable(byte @Nullable [] key) {
        assertThat(RecordReader.read(record(key, bytes(DATA)))).isInstanceOf(Unreadable.class);
    }

    static Stream<byte @Nullable []> brokenKeys() {
        return Stream.of(null, bytes(""), bytes("nobody"), new byte[] {(byte) 0xFF, (byte) 0xFE});
    }

    private ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
            byte @Nullable [] key, byte @Nullable [] value) {
        var record = new ConsumerRecord<byte @Nullable [], byte @Nullable []>("generation.events", 0, 0, key, value);
        headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
