package dev.darkroom.notifier.webhook.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What is in hand of one kind of webhooks, and how much more may be. Webhooks that keep failing have a lane
/// of their own: however many of them hang, they take no place from those that work. One failure leads nobody
/// there: who works again at the next attempt has not waited among those that are dead. In either lane an
/// owner has a share, however many webhooks answer slowly.
final class Lane {

    private final boolean failing;
    private final Bounds bounds;
    private final Map<UUID, Parcel> inHand = new ConcurrentHashMap<>();
    private final Semaphore bell = new Semaphore(0);

    /// Attempts at once.
    ///
    /// @param most of all webhooks together
    /// @param perOwner of the webhooks of one owner
    /// @param perWebhook of one webhook
    record Bounds(int most, int perOwner, int perWebhook) {}

    /// @param failing of webhooks that are failing, or of the others
    Lane(boolean failing, Bounds bounds) {
        this.failing = failing;
        this.bounds = bounds;
    }

    String label() {
        return failing ? "failing" : "healthy";
    }

    List<Parcel> claim(DueRows rows) {
        var claimed = rows.claim(failing, inHand(), bounds);
        claimed.forEach(parcel -> inHand.put(parcel.claim(), parcel));
        return claimed;
    }

    void done(Parcel parcel) {
        inHand.remove(parcel.claim());
    }

    Collection<Parcel> inHand() {
        return List.copyOf(inHand.values());
    }

    void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /// Waits for a ring, at most `patience`. Rings that came meanwhile count as one.
    void await(Duration patience) throws InterruptedException {
        if (bell.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }
}
