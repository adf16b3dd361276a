package dev.darkroom.worker.settings;

import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param dir root of the image store; shared by every worker and api-service
/// @param maxSize most bytes of one picture
/// @param minSide least declared pixels of a side
/// @param maxSide most declared pixels of a side: what a decoder may be asked to hold in memory later
public record ImageSettings(
        Path dir,
        @DefaultValue("32MB") DataSize maxSize,
        @DefaultValue("64") int minSide,
        @DefaultValue("4096") int maxSide) {

    public ImageSettings {
        if (dir.toString().isBlank()) {
            throw new IllegalArgumentException("darkroom.worker.images.dir must name a directory");
        }
        if (minSide < 1 || maxSide < minSide || maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("darkroom.worker.images needs 1 <= min-side <= max-side and a size");
        }
    }
}
