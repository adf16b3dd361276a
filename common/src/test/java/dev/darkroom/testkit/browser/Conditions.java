package dev.darkroom.testkit.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What a page finds around it: the window, what its reader prefers, the network, and a server that may say no.
public final class Conditions {

    private static final int PHONE = 500;

    private final Wire wire;
    private final Map<String, String> preferences = new TreeMap<>();
    private volatile Map<String, Object> playedAnswer = Map.of();

    Conditions(Wire wire) {
        this.wire = wire;
        wire.listen(this::hear);
    }

    /// A window of a usual height; what is narrow is a phone.
    public void width(int width) {
        wire.tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        width < PHONE ? 844 : 900,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < PHONE));
    }

    /// @param feature `color-scheme`, `reduced-motion`
    /// @param value an empty one takes the preference back
    public void prefers(String feature, String value) {
        preferences.put("prefers-" + feature, value);
        wire.tell(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        preferences.entrySet().stream()
                                .map(each -> Map.of("name", each.getKey(), "value", each.getValue()))
                                .toList()));
    }

    /// @param latency milliseconds a request takes at least
    /// @param bytesPerSecond -1 for as fast as can be
    public void network(int latency, int bytesPerSecond) {
        wire.tell("Network.setCacheDisabled", Map.of("cacheDisabled", latency > 0));
        emulate(false, latency, bytesPerSecond);
    }

    /// No request comes through. Sockets that are open stay open; who wants those cut lays a cable.
    public void offline(boolean offline) {
        emulate(offline, 0, -1);
    }

    private void emulate(boolean offline, int latency, int bytesPerSecond) {
        wire.tell(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline", offline,
                        "latency", latency,
                        "downloadThroughput", bytesPerSecond,
                        "uploadThroughput", bytesPerSecond));
    }

    /// Requests to such an address are answered so, and reach no server, until [#serversAnswer()].
    ///
    /// @param address may hold `*`
    public void answer(String address, int status, Map<String, String> headers, String body) {
        playedAnswer = Map.of(
                "responseCode",
                status,
                "responseHeaders",
                headers.entrySet().stream()
                        .map(each -> Map.of("name", each.getKey(), "value", each.getValue()))
                        .toList(),
                "body",
                Base64.getEncoder().encodeToString(body.getBytes(UTF_8)));
        wire.tell("Fetch.enable", Map.of("patterns", List.of(Map.of("urlPattern", address))));
    }

    private void hear(JsonNode message) {
        if (message.path("method").asString("").equals("Fetch.requestPaused")) {
            var answer = new HashMap<>(playedAnswer);
            answer.put("requestId", message.at("/params/requestId").asString());
            Thread.startVirtualThread(() -> wire.tell("Fetch.fulfillRequest", answer));
        }
    }

    public void serversAnswer() {
        wire.tell("Fetch.disable");
    }
}
