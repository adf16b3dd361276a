package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.standalone.Part;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A worker that stands still for longer than its lease and then goes on as if nothing had been, its answers
/// waiting in its sockets.
@Order(12)
@ExtendWith(OnTheSite.class)
class FrozenWorkerIT {

    private static final Duration LEASE_AND_REAPING = Duration.ofSeconds(30);

    @Test
    void results_that_come_after_the_lease_do_not_count(Site site) throws Exception {
        var owner = site.newOwner();
        var frozen = site.further().start(Service.WORKER);
        site.aiServer().takes(Duration.ofSeconds(3));
        try (var socket = owner.listen();
                var load = Load.by(owner, Duration.ofMillis(50))) {
            within(LEASE_AND_REAPING, () -> assertThat(inHand(site, frozen)).hasSizeGreaterThan(5));
            frozen.suspend();
            site.aiServer().takes(Duration.ofMillis(300));
            var lost = inHand(site, frozen);
            var orders = load.accepted();

            within(LEASE_AND_REAPING, () -> assertThat(inHand(site, frozen)).isEmpty());
            owner.awaitComplete(orders);
            var told = contents(site, lost);
            frozen.resume();
            eventually(() -> assertThat(registrations(site, frozen))
                    .as("it finds itself declared gone and registers anew")
                    .isEqualTo(2));

            var more = owner.order(20, "for both of them");
            owner.awaitComplete(more);
            assertThat(contents(site, lost)).isEqualTo(told);
            new Promises(site, owner).kept(orders, socket, 1);
        }
    }

    /// The generations whose newest attempt is this process's, and has not ended.
    private static List<List<String>> inHand(Site site, Part worker) throws SQLException {
        return site.rows("""
                select attempt.generation_id
                  from generation_attempt attempt
                  join worker on worker.id = attempt.worker_id
                 where worker.name = 'worker-%d'
                   and attempt.outcome is null
                """.formatted(worker.pid().orElseThrow()));
    }

    private static int registrations(Site site, Part worker) throws SQLException {
        return site.rows("select id from worker where name = 'worker-%d'"
                        .formatted(worker.pid().orElseThrow()))
                .size();
    }

    /// All that is stored of them.
    private static List<List<String>> contents(Site site, List<List<String>> generations) throws SQLException {
        var ids = generations.stream().map(List::getFirst).toList();
        return site.rows("""
                select generation, attempt, image
                  from generation
                  join generation_attempt attempt on attempt.generation_id = generation.id
                  left join generation_image image on image.generation_id = generation.id
                 where generation.id in ('%s')
                 order by generation.id, attempt.number
                """.formatted(String.join("','", ids)));
    }
}
