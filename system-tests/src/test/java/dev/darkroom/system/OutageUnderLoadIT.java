package dev.darkroom.system;

import dev.darkroom.standalone.Part;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What everything stands on is killed in the middle of it, and comes back.
@Order(13)
@ExtendWith(OnTheSite.class)
class OutageUnderLoadIT {

    enum Ground {
        KAFKA {
            @Override
            Part of(Site site) {
                return site.kafka();
            }

            @Override
            void awaitDuring(Load load) {
                load.awaitAccepted(60);
            }
        },
        POSTGRES {
            @Override
            Part of(Site site) {
                return site.database();
            }

            @Override
            void awaitDuring(Load load) {
                load.awaitTurnedAway(1);
            }
        };

        abstract Part of(Site site);

        /// Returns when clients have met the outage.
        abstract void awaitDuring(Load load);
    }

    @ParameterizedTest
    @EnumSource
    void clients_that_go_on_ordering_get_everything_they_were_promised(Ground ground, Site site) throws Exception {
        var owner = site.newOwner();
        try (var socket = owner.listen();
                var load = Load.by(owner)) {
            load.awaitAccepted(60);

            ground.of(site).kill();
            ground.awaitDuring(load);
            site.bringBack(ground.of(site));
            load.awaitAccepted(60);

            // a slow return of the database may cost the worker its lease, and with it what it had in hand
            new Promises(site, owner).kept(load.accepted(), socket, ground == Ground.POSTGRES ? 1 : 0);
        }
    }
}
