package dev.darkroom.ids;

import com.fasterxml.uuid.Generators;
import java.util.UUID;

/// Makes ids. In production UUIDv7 (RFC 9562): they sort by the millisecond they were made in, so new rows land at the
/// right-hand edge of their indexes.
@FunctionalInterface
public interface Ids {

    UUID next();

    static Ids timeOrdered() {
        return Generators.timeBasedEpochGenerator()::generate;
    }
}
