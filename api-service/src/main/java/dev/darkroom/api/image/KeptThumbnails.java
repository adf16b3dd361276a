package dev.darkroom.api.image;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The thumbnails that were asked for last, as many as fit.
final class KeptThumbnails {

    private final long most;
    private final LinkedHashMap<String, Thumbnail> latest = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /// @param most bytes of all of them
    KeptThumbnails(long most) {
        this.most = most;
    }

    synchronized @Nullable Thumbnail find(String picture) {
        return latest.get(picture);
    }

    synchronized void keep(String picture, Thumbnail thumbnail) {
        if (latest.putIfAbsent(picture, thumbnail) == null) {
            bytes += thumbnail.size();
        }
        var oldest = latest.values().iterator();
        while (bytes > most) {
            bytes -= oldest.next().size();
            oldest.remove();
        }
    }
}
