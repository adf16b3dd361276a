package dev.darkroom.notifier.webhook.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What is in hand of one kind of webhooks, and how much more may be. Webhooks that are failing have a lane of their
/// own: however many of them hang, they take no place from those that work.
final class Lane {

    private final boolean failing;
    private final int most;
    private final int each;
    private final Map<UUID, Parcel> inHand = new ConcurrentHashMap<>();
    private final Semaphore bell = new Semaphore(0);

    /// @param failing of webhooks that are failing, or of the others
    /// @param most attempts at once
    /// @param each attempts at once of one webhook
    Lane(boolean failing, int most, int each) {
        this.failing = failing;
        this.most = most;
        this.each = each;
    }

    String label() {
        return failing ? "failing" : "healthy";
    }

    List<Parcel> claim(DueRows rows) {
        var room = most - inHand.size();
        if (room <= 0) {
            return List.of();
        }
        var busy = new HashMap<UUID, Integer>();
        inHand.values().forEach(parcel -> busy.merge(parcel.webhookId(), 1, Integer::sum));
        var claimed = rows.claim(failing, busy, each, room);
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
