package dev.darkroom.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Order(3)
@ExtendWith(OnTheSite.class)
class NotifierOutageIT {

    @Test
    void what_ended_while_the_notifier_was_dead_is_told_after_its_return(Site site) throws Exception {
        var owner = site.newOwner();
        var before = owner.listen();
        owner.order(3, "told at once");
        before.awaitSequence(1, 3);
        var cursor = before.cursor();

        site.notifierService().kill();
        owner.awaitComplete(owner.order(7, "ended unheard"));
        site.bringBack(site.notifierService());

        try (var resumed = owner.listen(cursor);
                var fresh = owner.listen()) {
            resumed.awaitSequence(4, 10);
            fresh.awaitSequence(1, 10);
            owner.order("told at once again");
            resumed.awaitSequence(4, 11);
            fresh.awaitSequence(1, 11);
            assertThat(resumed.welcome().path("resume").path("mode").asString()).isEqualTo("cursor");
            assertThat(fresh.welcome().path("resume").path("mode").asString()).isEqualTo("unacknowledged");
            assertThat(resumed.events().getLast().path("event"))
                    .isEqualTo(fresh.events().getLast().path("event"));
        }
    }

    @Test
    void a_cursor_that_means_nothing_is_answered_with_the_gap_and_what_is_live(Site site) {
        var owner = site.newOwner();
        owner.awaitComplete(owner.order(2, "long ago"));
        try (var informed = owner.listen()) {
            informed.awaitSequence(1, 2);
        }

        try (var lost = owner.listen("nonsense")) {
            owner.order("now");
            lost.awaitSequence(3, 3);
            var gap = lost.frames("gap").getFirst();
            assertThat(gap.path("from").asLong()).isOne();
            assertThat(gap.path("to").asLong()).isEqualTo(2);
        }
    }
}
