package dev.darkroom.api.deadletter;

import dev.darkroom.sql.StorableText;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The headers of a dead letter. Those that Spring writes in binary come in two families: `kafka_dlt-` of dead
/// letters, `kafka_original-` of retry topics.
final class LetterHeaders {

    private static final String DLT = "kafka_dlt-original-";
    private static final String RETRY = "kafka_original-";

    /// What Kafka itself takes as the name of a topic.
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private final Headers headers;

    LetterHeaders(Headers headers) {
        this.headers = headers;
    }

    @Nullable String text(String name) {
        var bytes = bytes(name);
        return bytes == null ? null : StorableText.exactly(bytes);
    }

    /// Null unless topic, partition and offset are all there and mean something.
    @Nullable Origin origin() {
        var origin = origin(DLT);
        return origin == null ? origin(RETRY) : origin;
    }

    private @Nullable Origin origin(String family) {
        var topic = text(family + "topic");
        var partition = bytes(family + "partition");
        var offset = bytes(family + "offset");
        if (topic == null || partition == null || offset == null) {
            return null;
        }
        var whole = TOPIC.matcher(topic).matches() && partition.length == Integer.BYTES && offset.length == Long.BYTES;
        return whole
                ? new Origin(
                        topic,
                        ByteBuffer.wrap(partition).getInt(),
                        ByteBuffer.wrap(offset).getLong())
                : null;
    }

    /// All of them, the last of each name, as people read them.
    Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        for (var header : headers) {
            all.put(header.key().replace('\0', '?'), String.valueOf(shown(header.key(), header.value())));
        }
        return all;
    }

    private static @Nullable String shown(String name, byte @Nullable [] value) {
        if (value != null && (name.startsWith(DLT) || name.startsWith(RETRY))) {
            if (name.endsWith("partition") && value.length == Integer.BYTES) {
                return Integer.toString(ByteBuffer.wrap(value).getInt());
            }
            if ((name.endsWith("offset") || name.endsWith("timestamp")) && value.length == Long.BYTES) {
                return Long.toString(ByteBuffer.wrap(value).getLong());
            }
        }
        return Text.of(value);
    }

    private byte @Nullable [] bytes(String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
