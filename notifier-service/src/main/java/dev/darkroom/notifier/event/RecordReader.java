package dev.darkroom.notifier.event;

import dev.darkroom.contract.TraceContext;
import dev.darkroom.notifier.event.Reading.Unreadable;
import dev.darkroom.notifier.event.Reading.Valid;
import dev.darkroom.wire.WireJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/// Reads a CloudEvent in binary mode: attributes in `ce_` headers, the owner in the key, the data in the value.
/// Whatever is not exactly that is unreadable, so that nothing after this step can stumble over its form.
public final class RecordReader {

    private RecordReader() {}

    public static Reading read(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        try {
            expect("1.0", header(record, "ce_specversion"), "ce_specversion");
            var time = header(record, "ce_time");
            var data = json(record.value());
            return new Valid(new Arrival(
                    uuid(text(record.key(), "key"), "key"),
                    uuid(header(record, "ce_id"), "ce_id"),
                    uuid(header(record, "ce_subject"), "ce_subject"),
                    word(header(record, "ce_type"), "ce_type"),
                    word(header(record, "ce_source"), "ce_source"),
                    time,
                    OffsetDateTime.parse(time).toInstant(),
                    data.version,
                    trace(record),
                    data.text));
        } catch (Malformed malformed) {
            return new Unreadable(malformed.why);
        } catch (DateTimeException noTime) {
            return new Unreadable("ce_time is no RFC 3339 time");
        }
    }

    /// Null also for what is none: an event is not lost because its trace is.
    private static @Nullable TraceContext trace(ConsumerRecord<?, ?> record) {
        var header = record.headers().lastHeader(TraceContext.EVENT_HEADER);
        return header == null || header.value() == null
                ? null
                : TraceContext.parse(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) throws Malformed {
        var header = record.headers().lastHeader(name);
        if (header == null) {
            throw new Malformed("header " + name + " is missing");
        }
        return text(header.value(), name);
    }

    private static String text(byte @Nullable [] bytes, String what) throws Malformed {
        if (bytes == null) {
            throw new Malformed(what + " is empty");
        }
        try {
            // Unlike new String(..), a new decoder reports bytes that are no UTF-8.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new Malformed(what + " is no UTF-8");
        }
    }

    private static UUID uuid(String text, String what) throws Malformed {
        try {
            // fromString takes shortened forms such as 1-1-1-1-1 too.
            var uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException no) {
            // told below, as the shortened forms
        }
        throw new Malformed(what + " is no UUID");
    }

    private static String word(String text, String what) throws Malformed {
        if (text.isBlank() || text.length() > 255 || text.chars().anyMatch(Character::isISOControl)) {
            throw new Malformed(what + " is no name of 1 to 255 characters");
        }
        return text;
    }

    private static void expect(String wanted, String found, String what) throws Malformed {
        if (!wanted.equals(found)) {
            throw new Malformed(what + " is not " + wanted);
        }
    }

    private record Data(String text, long version) {}

    /// Walks over every token: one object, and nothing after it.
    private static Data json(byte @Nullable [] value) throws Malformed {
        var text = text(value, "value");
        try (var tokens = WireJson.mapper().createParser(text)) {
            if (tokens.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed("value is no JSON object");
            }
            var version = 0L;
            for (var name = tokens.nextName(); name != null; name = tokens.nextName()) {
                var token = tokens.nextToken();
                if (token == JsonToken.VALUE_NUMBER_INT
                        && name.equals("version")
                        && tokens.getNumberType() != NumberType.BIG_INTEGER) {
                    version = tokens.getLongValue();
                }
                tokens.skipChildren();
            }
            if (tokens.nextToken() != null) {
                throw new Malformed("value goes on after its JSON object");
            }
            return new Data(text, version);
        } catch (JacksonException broken) {
            throw new Malformed("value is no JSON");
        }
    }

    private static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;

        private final String why;

        Malformed(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }
}
