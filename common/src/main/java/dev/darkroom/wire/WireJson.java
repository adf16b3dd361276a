package dev.darkroom.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.darkroom.contract.GenerationSnapshot;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// The one mapper for everything that leaves a service: camelCase, RFC 3339 times, nulls written, unknown fields of
/// newer writers ignored.
public final class WireJson {

    private static final JsonMapper MAPPER = configure(JsonMapper.builder())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private WireJson() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /// Adds the wire conventions to another mapper, such as the stricter one that reads what clients send.
    public static <B extends tools.jackson.databind.cfg.MapperBuilder<?, B>> B configure(B builder) {
        return builder.disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .addMixIn(GenerationSnapshot.class, SnapshotNames.class);
    }

    /// `public` is no name for a Java component, and the contract imports no annotations.
    private interface SnapshotNames {

        @JsonProperty("public")
        boolean isPublic();
    }
}
