package dev.darkroom.api.deadletter;

import dev.darkroom.api.deadletter.Letter.Run;
import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.wire.WireJson;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Reads any record of `generation.dlt`, whoever wrote it: one that is no dead letter of ours is a letter about
/// itself. Whatever comes out can be stored.
final class LetterReader {

    private static final Set<String> WITHOUT_GENERATION =
            Set.of(DeadLetterHeaders.UNREADABLE_RECORD, DeadLetterHeaders.UNKNOWN_GENERATION);
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_NAME = 200;

    private LetterReader() {}

    static Letter read(ConsumerRecord<byte[], byte[]> record) {
        var headers = new LetterHeaders(record.headers());
        var position = new Origin(record.topic(), record.partition(), record.offset());
        var payload = record.value() == null ? new byte[0] : record.value();
        var code = code(headers.text(DeadLetterHeaders.FAILURE_CODE));
        var run = code == null || WITHOUT_GENERATION.contains(code) ? null : run(payload);
        var failureCode = code != null && (run != null || WITHOUT_GENERATION.contains(code))
                ? code
                : DeadLetterHeaders.UNREADABLE_RECORD;
        var origin = headers.origin();
        return new Letter(
                run,
                failureCode,
                code(headers.text(DeadLetterHeaders.ERROR_CODE)),
                status(headers.text(DeadLetterHeaders.HTTP_STATUS)),
                cut(headers.text(DeadLetterHeaders.BACKEND), LONGEST_NAME),
                message(headers, code, failureCode),
                position,
                origin,
                cut(Text.of(record.key()), LONGEST_NAME),
                headers.all(),
                payload);
    }

    private static String message(LetterHeaders headers, @Nullable String said, String failureCode) {
        var cause = cut(headers.text(DeadLetterHeaders.EXCEPTION_MESSAGE), LONGEST_MESSAGE);
        if (cause != null && !cause.isBlank()) {
            return cause;
        }
        if (failureCode.equals(said)) {
            return "nothing is said about the cause";
        }
        return said == null
                ? "the record has no header " + DeadLetterHeaders.FAILURE_CODE
                : "the value names no run of a generation";
    }

    private static @Nullable Run run(byte[] payload) {
        try {
            var work = WireJson.mapper().readValue(payload, GenerationRequested.class);
            return work == null || work.generationId() == null || work.run() < 1
                    ? null
                    : new Run(work.generationId(), work.run());
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static @Nullable String code(@Nullable String text) {
        return text != null && CODE.matcher(text).matches() ? text : null;
    }

    private static @Nullable Integer status(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{2}") ? Integer.valueOf(text) : null;
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
