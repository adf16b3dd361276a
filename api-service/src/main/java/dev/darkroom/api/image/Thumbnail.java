package dev.darkroom.api.image;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;

/// A small picture, ready to be sent.
final class Thumbnail {

    private final byte[] bytes;
    private final MediaType type;

    Thumbnail(byte[] bytes, MediaType type) {
        this.bytes = bytes.clone();
        this.type = type;
    }

    MediaType type() {
        return type;
    }

    int size() {
        return bytes.length;
    }

    Resource resource() {
        return new ByteArrayResource(bytes);
    }
}
