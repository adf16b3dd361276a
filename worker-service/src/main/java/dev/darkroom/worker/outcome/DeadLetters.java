package dev.darkroom.worker.outcome;

import dev.darkroom.contract.DeadLetterHeaders;
import dev.darkroom.contract.GenerationRequested;
import dev.darkroom.contract.Topics;
import dev.darkroom.contract.TraceContext;
import dev.darkroom.outbox.OutboxMessage;
import dev.darkroom.wire.WireJson;
import dev.darkroom.worker.job.Ending.Failed;
import java.util.HashMap;
import java.util.Map;

/// Tells operators of a generation that failed and should not have: the last attempt's work record, with the cause in
/// its headers.
final class DeadLetters {

    private DeadLetters() {}

    static OutboxMessage of(Ended ended, Failed failed) {
        var row = ended.row();
        return OutboxMessage.now(
                row.id(),
                Topics.DEAD_LETTERS,
                row.id().toString(),
                headers(ended, failed),
                WireJson.mapper().writeValueAsString(new GenerationRequested(row.id(), row.run(), row.attempt())));
    }

    private static Map<String, String> headers(Ended ended, Failed failed) {
        var finished = ended.finished();
        var headers = new HashMap<String, String>();
        headers.put(TraceContext.HEADER, ended.at().traceparent());
        headers.put(DeadLetterHeaders.FAILURE_CODE, failed.code().name());
        headers.put(DeadLetterHeaders.OWNER_ID, ended.row().ownerId().toString());
        headers.put(
                DeadLetterHeaders.EXCEPTION_FQCN, finished.outcome().getClass().getName());
        headers.put(DeadLetterHeaders.EXCEPTION_MESSAGE, failed.message());
        var origin = finished.origin();
        if (origin != null) {
            headers.put(DeadLetterHeaders.ORIGINAL_TOPIC, origin.topic());
            headers.put(DeadLetterHeaders.ORIGINAL_PARTITION, Integer.toString(origin.partition()));
            headers.put(DeadLetterHeaders.ORIGINAL_OFFSET, Long.toString(origin.offset()));
            headers.put(DeadLetterHeaders.ORIGINAL_TIMESTAMP, Long.toString(origin.timestamp()));
        }
        var cause = finished.cause();
        if (cause != null) {
            headers.put(DeadLetterHeaders.ERROR_CODE, cause.code().name());
            if (cause.httpStatus() != null) {
                headers.put(DeadLetterHeaders.HTTP_STATUS, Integer.toString(cause.httpStatus()));
            }
        }
        var call = finished.call();
        if (call != null) {
            headers.put(DeadLetterHeaders.BACKEND, call.backend());
        }
        return headers;
    }
}
