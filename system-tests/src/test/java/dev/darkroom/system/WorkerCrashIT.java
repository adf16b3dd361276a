package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Order(6)
@ExtendWith(OnTheSite.class)
class WorkerCrashIT {

    @Test
    void a_worker_killed_in_the_middle_of_fifty_calls_loses_none_and_repeats_only_those(Site site) throws Exception {
        var owner = site.newOwner();
        var before = owner.order(30, "done before");
        owner.awaitComplete(before);
        site.aiServer().takes(Duration.ofSeconds(4));
        var inTheMiddle = owner.order(50, "in the middle of it");
        eventually(() -> {
            var called = site.aiServer().calls();
            assertThat(inTheMiddle).allMatch(order -> called.of(order) == 1);
        });

        site.worker().kill();
        site.aiServer().takes(Duration.ofMillis(300));
        var after = owner.order(30, "asked while it was dead");
        site.bringBack(site.worker());

        owner.awaitComplete(inTheMiddle);
        owner.awaitComplete(before);
        owner.awaitComplete(after);
        var calls = site.aiServer().calls();
        for (var order : inTheMiddle) {
            assertThat(calls.of(order)).isBetween(1, 2);
            var attempts = owner.attempts(order);
            assertThat(attempts)
                    .extracting(attempt -> attempt.path("outcome").asString())
                    .containsExactly("ABANDONED", "SUCCEEDED");
            assertThat(attempts)
                    .as("a worker's death is charged")
                    .allMatch(attempt -> attempt.path("charged").asBoolean());
        }
        for (var order : Stream.concat(before.stream(), after.stream()).toList()) {
            assertThat(calls.of(order)).isOne();
            assertThat(owner.attempts(order))
                    .extracting(attempt -> attempt.path("outcome").asString())
                    .containsExactly("SUCCEEDED");
        }
    }
}
