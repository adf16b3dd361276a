package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.standalone.Part;
import dev.darkroom.standalone.Parts;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// SIGTERM, in the middle of work.
@Order(8)
@ExtendWith(OnTheSite.class)
class GracefulStopIT {

    @ParameterizedTest
    @EnumSource(names = {"API", "WORKER"})
    void a_service_that_is_asked_to_stop_finishes_what_it_has_in_hand(Service service, Site site) throws Exception {
        var owner = site.newOwner();
        site.aiServer().takes(Duration.ofMillis(200), Duration.ofMillis(1200));
        try (var load = Load.by(owner)) {
            load.awaitAccepted(40);

            stops(service.of(site));
            site.bringBack(service.of(site));

            load.awaitAccepted(40);
            var accepted = load.accepted();
            owner.awaitComplete(accepted);
            var calls = site.aiServer().calls();
            assertThat(accepted).allSatisfy(order -> assertThat(calls.of(order)).isOne());
        }
    }

    @Test
    void a_notifier_that_is_asked_to_stop_sends_its_clients_away_and_they_miss_nothing(Site site) throws Exception {
        var owner = site.newOwner();
        try (var load = Load.by(owner)) {
            var socket = owner.listen();
            eventually(() -> assertThat(socket.events()).hasSizeGreaterThan(20));

            stops(site.notifierService());
            assertThat(socket.awaitClose()).isIn(1001, 1012);
            assertThat(socket.frames("reconnect")).hasSize(1);
            load.awaitAccepted(40);
            site.bringBack(site.notifierService());

            try (var resumed = owner.listen(socket.cursor())) {
                load.awaitAccepted(40);
                var accepted = load.accepted();
                owner.awaitComplete(accepted);
                var last = owner.list().size();
                resumed.awaitSequence(socket.sequence().getLast() + 1, last);
                var told = new HashSet<>(socket.subjects());
                told.addAll(resumed.subjects());
                assertThat(told)
                        .containsAll(accepted.stream().map(Generation::id).toList());
            }
        }
    }

    private static void stops(Part part) {
        var start = System.nanoTime();
        part.stop(Parts.GRACE);
        assertThat(part.exitCode())
                .as("exit code of %s", part.name())
                .satisfies(code -> assertThat(code.getAsInt()).isIn(0, 143));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Parts.GRACE);
    }
}
