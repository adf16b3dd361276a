package dev.darkroom.worker.stage;

import dev.darkroom.worker.job.Availability;
import java.util.UUID;

/// An AI server that never fails.
public final class AlwaysThere implements Availability {

    @Override
    public Standing standing() {
        return new Standing("openai", State.CLOSED, null);
    }

    @Override
    public int room(int inHand) {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean failedAsProbe(UUID generationId) {
        return false;
    }

    @Override
    public void whenChanged(Runnable look) {}
}
