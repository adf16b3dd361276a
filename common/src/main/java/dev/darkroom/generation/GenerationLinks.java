package dev.darkroom.generation;

import dev.darkroom.contract.GenerationSnapshot.Links;
import java.net.URI;
import java.util.UUID;

/// Builds the absolute addresses of a generation on the public API.
///
/// @param publicUrl where clients reach api-service, without a trailing slash
public record GenerationLinks(URI publicUrl) {

    public GenerationLinks {
        if (!publicUrl.isAbsolute() || publicUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "the public address must be absolute and end without a slash: " + publicUrl);
        }
    }

    public Links of(UUID generationId) {
        var self = self(generationId);
        return new Links(self, self + "/attempts", self + "/events", self + "/cancel");
    }

    public String self(UUID generationId) {
        return publicUrl + "/api/generation/" + generationId;
    }
}
