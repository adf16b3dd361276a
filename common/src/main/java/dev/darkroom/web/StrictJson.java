package dev.darkroom.web;

import dev.darkroom.wire.WireJson;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// How clients' JSON is read: nothing is ignored, nothing is turned into something else, nothing is deep or huge.
final class StrictJson {

    /// No document of ours nests deeper than 5.
    private static final int DEEPEST = 32;
    /// Bodies end at 64 KiB, so this only bounds what one token may cost.
    private static final int LONGEST_STRING = 64 * 1024;

    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_NAME = 256;

    private StrictJson() {}

    static void bound(JsonFactoryBuilder json) {
        json.streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST_STRING)
                .maxNumberLength(LONGEST_NUMBER)
                .maxNameLength(LONGEST_NAME)
                .build());
        json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        // a fault in one request must not show a piece of another
        json.disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
    }

    static void configure(JsonMapper.Builder json) {
        WireJson.configure(json)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.DateTime,
                        time -> time.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }
}
