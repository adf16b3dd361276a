package dev.darkroom.system;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A generation as REST shows it.
record Generation(JsonNode json) {

    /// A picture of it.
    record Image(String id, String url, String sha256, int width, int height, long byteSize) {}

    String id() {
        return json.path("generationId").asString();
    }

    String status() {
        return json.path("status").asString();
    }

    int version() {
        return json.path("version").asInt();
    }

    boolean isComplete() {
        return status().equals("COMPLETE");
    }

    List<Image> images() {
        return json.path("images")
                .valueStream()
                .map(image -> new Image(
                        image.path("imageId").asString(),
                        image.path("url").asString(),
                        image.path("sha256").asString(),
                        image.path("width").asInt(),
                        image.path("height").asInt(),
                        image.path("byteSize").asLong()))
                .toList();
    }

    /// What an event says of it: everything but what changes by itself.
    JsonNode asEventData() {
        var data = (ObjectNode) json.deepCopy();
        data.remove("queuePosition");
        for (var image : data.path("images")) {
            ((ObjectNode) image).remove(List.of("url", "thumbnailUrl", "urlExpiresAt"));
        }
        return data;
    }
}
