package dev.darkroom.notifier.webhook.delivery;

import dev.darkroom.notifier.inbox.Errands;
import dev.darkroom.notifier.ledger.Outage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Takes what is due and gives each parcel a virtual thread. Looks when the inbox rings, when an attempt has ended, and
/// twice a second besides: for retries, for rows of an instance that died, for a ring that was lost.
final class Dispatch implements SmartLifecycle, Errands {

    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

    /// Connections that all of this takes from the pool at once; the inbox and the sessions have the others.
    private static final int CONNECTIONS = 2;

    /// How long what is in hand may take when this instance stops. What is not done by then is let go, and another
    /// instance may send it a second time.
    private static final Duration GRACE = Duration.ofSeconds(3);

    /// Between two looks at what is still in hand.
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final Duration TROUBLE_PAUSE = Duration.ofSeconds(1);

    private final List<Lane> lanes;
    private final DueRows rows;
    private final Courier courier;
    private final Results results;
    private final DeliveryMeters meters;
    private final ExecutorService threads;
    private final Duration lookEvery;
    private final Semaphore connections = new Semaphore(CONNECTIONS, true);
    private final Outage outage = new Outage(log, "deliveries to webhooks wait");
    private volatile boolean running;

    Dispatch(
            List<Lane> lanes,
            DueRows rows,
            Courier courier,
            Results results,
            DeliveryMeters meters,
            ExecutorService threads,
            Duration lookEvery) {
        this.lanes = lanes;
        this.rows = rows;
        this.courier = courier;
        this.results = results;
        this.meters = meters;
        this.threads = threads;
        this.lookEvery = lookEvery;
    }

    @Override
    public void posted() {
        lanes.forEach(Lane::ring);
    }

    private void run(Lane lane) {
        while (running) {
            try {
                tick(lane);
                lane.await(lookEvery);
            } catch (InterruptedException stop) {
                return;
            } catch (DataAccessException | TransactionException away) {
                outage.met(away);
                rest();
            } catch (RuntimeException fault) {
                log.atError().setCause(fault).log("a look for due deliveries failed; the next one follows");
                rest();
            }
        }
    }

    private void tick(Lane lane) throws InterruptedException {
        connections.acquire();
        List<Parcel> claimed;
        try {
            claimed = running ? lane.claim(rows) : List.of();
        } finally {
            connections.release();
        }
        outage.over();
        claimed.forEach(parcel -> threads.execute(() -> carry(lane, parcel)));
    }

    private static void rest() {
        try {
            Thread.sleep(TROUBLE_PAUSE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Lane lane, Parcel parcel) {
        try {
            var result = courier.carry(parcel);
            if (!running && result.attempt().status() == null) {
                return; // broken off by us: still in hand, and let go by whoever stops us
            }
            meters.count(result.attempt(), write(parcel, result));
            lane.done(parcel);
        } catch (InterruptedException stopped) {
            // as above
        } catch (DataAccessException | TransactionException away) {
            outage.met(away);
            lane.done(parcel); // its claim ends with the lease, and then it is sent again
        } catch (RuntimeException fault) {
            log.atError()
                    .setCause(fault)
                    .addKeyValue("deliveryId", parcel.deliveryId())
                    .log("an attempt broke off; it is made again when its claim ends");
            lane.done(parcel);
        } finally {
            posted();
        }
    }

    private Verdict write(Parcel parcel, Courier.Result result) throws InterruptedException {
        connections.acquire();
        try {
            return results.write(parcel, result.attempt(), result.judge());
        } finally {
            connections.release();
        }
    }

    int inHand() {
        return lanes.stream().mapToInt(lane -> lane.inHand().size()).sum();
    }

    @Override
    public synchronized void start() {
        running = true;
        lanes.forEach(lane -> threads.execute(() -> run(lane)));
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        posted();
        try {
            for (var looks = GRACE.dividedBy(LOOK); looks > 0 && inHand() > 0; looks--) {
                Thread.sleep(LOOK);
            }
            courier.breakOff();
            // With both of them, nobody claims or writes a result any more.
            var _ = connections.tryAcquire(CONNECTIONS, GRACE.toMillis(), TimeUnit.MILLISECONDS);
            var unfinished =
                    lanes.stream().flatMap(lane -> lane.inHand().stream()).toList();
            if (!unfinished.isEmpty()) {
                rows.letGo(unfinished);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException | TransactionException away) {
            log.info("the database does not answer; deliveries in hand are due again when their claims end");
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
