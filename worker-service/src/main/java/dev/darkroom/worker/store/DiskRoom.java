package dev.darkroom.worker.store;

import dev.darkroom.worker.meters.MeterNames;
import dev.darkroom.worker.settings.WorkerSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/// How much room the image store's disk has: a disk that is full fails every attempt after the picture was
/// paid for.
@Component
final class DiskRoom {

    private final Path root;

    DiskRoom(WorkerSettings settings, MeterRegistry meters) {
        this.root = settings.images().dir().toAbsolutePath().normalize();
        Gauge.builder(MeterNames.IMAGE_STORE_FREE, this, room -> room.disk().getUsableSpace())
                .description("bytes the image store can still take")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder(MeterNames.IMAGE_STORE_TOTAL, this, room -> room.disk().getTotalSpace())
                .description("bytes of the image store's disk")
                .baseUnit("bytes")
                .register(meters);
    }

    /// The root itself comes into being with the first picture.
    private File disk() {
        var there = root.toFile();
        while (!there.exists() && there.getParentFile() != null) {
            there = there.getParentFile();
        }
        return there;
    }
}
