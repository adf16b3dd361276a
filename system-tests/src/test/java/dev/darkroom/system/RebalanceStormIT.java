package dev.darkroom.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A worker that comes and is killed, again and again: the partitions wander all the time.
@Order(14)
@ExtendWith(OnTheSite.class)
class RebalanceStormIT {

    /// Orders, one every 60 ms: about 2 s.
    private static final int STAYS = 30;

    @Test
    void workers_that_come_and_go_under_load_lose_nothing(Site site) throws Exception {
        var owner = site.newOwner();
        site.aiServer().takes(Duration.ofMillis(100), Duration.ofMillis(1500));
        var storm = LongForm.isAsked() ? Duration.ofSeconds(90) : Duration.ofSeconds(20);
        try (var socket = owner.listen();
                var load = Load.by(owner, Duration.ofMillis(60))) {
            var killed = 0;
            for (var start = System.nanoTime(); System.nanoTime() - start < storm.toNanos(); killed++) {
                var worker = site.further().start(Service.WORKER);
                load.awaitAccepted(STAYS);
                worker.kill();
            }
            assertThat(killed).isPositive();
            load.awaitAccepted(20);
            new Promises(site, owner).kept(load.accepted(), socket, killed);
        }
    }
}
