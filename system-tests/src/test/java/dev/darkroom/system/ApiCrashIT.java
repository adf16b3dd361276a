package dev.darkroom.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Order(7)
@ExtendWith(OnTheSite.class)
class ApiCrashIT {

    @Test
    void an_order_whose_202_was_the_last_word_of_the_api_is_carried_out(Site site) throws Exception {
        var owner = site.newOwner();
        try (var socket = owner.listen();
                var load = Load.by(owner)) {
            load.awaitAccepted(20);

            var last = owner.order("the last word");
            site.apiService().kill();
            socket.awaitEvent(last.id());
            site.bringBack(site.apiService());

            load.awaitAccepted(20);
            var accepted = load.accepted();
            owner.awaitComplete(accepted);
            var calls = site.aiServer().calls();
            assertThat(accepted).allSatisfy(order -> assertThat(calls.of(order)).isOne());
            assertThat(owner.list())
                    .extracting(Generation::id)
                    .contains(last.id())
                    .containsAll(accepted.stream().map(Generation::id).toList());
        }
    }
}
