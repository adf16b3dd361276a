package dev.darkroom.system;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The stand-in AI server: what it was asked, and how it is to behave.
record AiServer(Http http) {

    /// Every image call carries the generation and the attempt it is for.
    ///
    /// @param byGeneration calls by generation id
    /// @param byAttempt calls by `<generation id>-<attempt>`
    /// @param traceparents of the last call of each attempt
    record Calls(Map<String, Integer> byGeneration, Map<String, Integer> byAttempt, Map<String, String> traceparents) {

        int total() {
            return byAttempt.values().stream().mapToInt(Integer::intValue).sum();
        }

        int of(Generation generation) {
            return byGeneration.getOrDefault(generation.id(), 0);
        }
    }

    Calls calls() {
        var calls = http.get("/calls").expect(200).json();
        return new Calls(
                counts(calls.path("byGeneration")), counts(calls.path("byAttempt")), texts(calls.path("traceparents")));
    }

    void takes(Duration latency) {
        takes(latency, latency);
    }

    void takes(Duration least, Duration most) {
        misbehaves("""
                {"latencyMillis":[%d,%d]}""".formatted(least.toMillis(), most.toMillis()));
    }

    /// @param faults as `PUT /faults` takes them
    void misbehaves(String faults) {
        http.put("/faults", faults).expect(200);
    }

    void behaves() {
        misbehaves("""
                {"mode":"none","errorRate":0,"retryAfterSeconds":null}""");
    }

    private static Map<String, String> texts(JsonNode texts) {
        var read = new HashMap<String, String>();
        texts.forEachEntry((id, text) -> read.put(id, text.asString()));
        return read;
    }

    private static Map<String, Integer> counts(JsonNode counts) {
        var read = new HashMap<String, Integer>();
        counts.forEachEntry((id, count) -> read.put(id, count.asInt()));
        return read;
    }
}
