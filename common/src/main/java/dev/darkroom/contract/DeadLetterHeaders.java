package dev.darkroom.contract;

/// The headers of a record on [Topics#DEAD_LETTERS]. The `kafka_dlt-` family is named and encoded as Spring for Apache
/// Kafka does it, so that its tools read them: partition as a 4-byte, offset and timestamp as 8-byte big-endian
/// integers, the rest UTF-8 text. Readers accept `kafka_original-` (of retry topics) for the same.
public final class DeadLetterHeaders {

    /// Where the record came from; absent when no record led to the failure (a deadline, a lost worker).
    public static final String ORIGINAL_TOPIC = "kafka_dlt-original-topic";

    public static final String ORIGINAL_PARTITION = "kafka_dlt-original-partition";
    public static final String ORIGINAL_OFFSET = "kafka_dlt-original-offset";
    public static final String ORIGINAL_TIMESTAMP = "kafka_dlt-original-timestamp";

    /// The kind of failure, as a Java name.
    public static final String EXCEPTION_FQCN = "kafka_dlt-exception-fqcn";

    /// What happened, for operators; holds no prompt.
    public static final String EXCEPTION_MESSAGE = "kafka_dlt-exception-message";

    /// The generation's failure code, or [#UNREADABLE_RECORD] or [#UNKNOWN_GENERATION].
    public static final String FAILURE_CODE = "darkroom-failure-code";

    /// The last attempt's error code; absent when there was none.
    public static final String ERROR_CODE = "darkroom-error-code";

    /// What the AI server answered last, in decimal; absent when it did not.
    public static final String HTTP_STATUS = "darkroom-http-status";

    /// The AI server that was asked last.
    public static final String BACKEND = "darkroom-backend";

    public static final String OWNER_ID = "darkroom-owner-id";

    /// Bytes of the original value, in decimal, when only its beginning was kept.
    public static final String TRUNCATED = "darkroom-truncated-from";

    /// A value of [#FAILURE_CODE]: the record cannot be read as what its topic promises.
    public static final String UNREADABLE_RECORD = "UNREADABLE_RECORD";

    /// A value of [#FAILURE_CODE]: the record is whole, but its generation does not exist.
    public static final String UNKNOWN_GENERATION = "UNKNOWN_GENERATION";

    private DeadLetterHeaders() {}
}
