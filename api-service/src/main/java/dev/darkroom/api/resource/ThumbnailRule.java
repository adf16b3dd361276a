package dev.darkroom.api.resource;

import java.util.Set;

/// Which pictures have a smaller one, and how large that is. All others are small enough themselves, or of a
/// format that Java does not read: their thumbnail is the picture.
public final class ThumbnailRule {

    /// Of the longer side, in pixels.
    public static final int LONGEST_SIDE = 256;

    private static final Set<String> READABLE = Set.of("image/png", "image/jpeg");

    private ThumbnailRule() {}

    public static boolean isMade(String contentType, int width, int height) {
        return READABLE.contains(contentType) && Math.max(width, height) > LONGEST_SIDE;
    }
}
