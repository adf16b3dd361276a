package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.standalone.Part;
import dev.darkroom.standalone.Parts;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Faults of every kind in an order that nobody thought of. The seed decides it: the same seed, the same
/// faults.
@Order(18)
@ExtendWith(OnTheSite.class)
class RandomFaultsIT {

    /// What is done to a part.
    private enum Blow {
        KILL {
            @Override
            void fall(Part part) {
                part.kill();
            }
        },
        STOP {
            @Override
            void fall(Part part) {
                part.stop(Parts.GRACE);
            }
        },
        FREEZE {
            @Override
            void fall(Part part) {
                part.suspend();
            }
        };

        abstract void fall(Part part);
    }

    @Test
    void nothing_is_lost_whatever_fails_in_whatever_order(Site site) throws Exception {
        var owner = site.newOwner();
        var chance = new SplittableRandom(LongForm.seed());
        var parts = List.of(site.worker(), site.apiService(), site.notifierService(), site.kafka(), site.database());
        var beginning = beginning(owner);
        System.out.printf("random faults: seed %d, for %s%n", LongForm.seed(), LongForm.lasts());
        try (var load = Load.by(owner, Duration.ofMillis(100))) {
            var faults = 0;
            for (var start = System.nanoTime();
                    System.nanoTime() - start < LongForm.lasts().toNanos();
                    faults++) {
                strike(site, parts.get(chance.nextInt(parts.size())), chance);
                load.awaitAccepted(5);
            }
            var accepted = load.accepted();
            try (var socket = owner.listen(beginning)) {
                new Promises(site, owner).kept(accepted, socket, faults);
            }
        }
    }

    private static String beginning(Owner owner) {
        try (var socket = owner.listen()) {
            return socket.cursor();
        }
    }

    /// The part is away for as long as chance decides; in the long form up to 15 s, longer than a lease.
    private static void strike(Site site, Part part, RandomGenerator chance) throws InterruptedException {
        var blow = Blow.values()[chance.nextInt(Blow.values().length)];
        var away = Duration.ofMillis(chance.nextLong(100, LongForm.isAsked() ? 15_000 : 1_500));
        System.out.printf("%s %s for %s%n", blow, part.name(), away);
        blow.fall(part);
        var start = System.nanoTime();
        eventually(() -> assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(away));
        site.bringBack(part);
    }
}
