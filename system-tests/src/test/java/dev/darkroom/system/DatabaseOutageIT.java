package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Order(5)
@ExtendWith(OnTheSite.class)
class DatabaseOutageIT {

    /// `darkroom.accept.patience` is 10 s; the machine may be busy.
    private static final Duration BOUND = Duration.ofSeconds(15);

    @ParameterizedTest
    @EnumSource
    void without_the_database_clients_are_asked_to_come_back_and_nothing_needs_a_restart(Fault fault, Site site)
            throws Exception {
        var owner = site.newOwner();
        site.aiServer().takes(Duration.ofSeconds(1));
        var services = List.of(site.apiService(), site.worker(), site.notifierService());
        var pids = services.stream().map(part -> part.pid()).toList();
        var before = owner.order(10, "asked before");

        fault.strike(site.database());
        List<Supplier<Answer>> requests = List.of(
                () -> owner.ask("a picture"),
                () -> owner.api().get("/api/generation/" + before.getFirst().id()),
                () -> owner.api().get("/api/generation"),
                () -> owner.api().get("/api/account/me"),
                () -> site.api().post("/api/token", """
                        {"email":"owner-1@example.org","password":"a-long-password-1"}"""),
                () -> owner.notifier().post("/api/notification/ticket", ""));
        for (var round = 0; round < 2; round++) {
            try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                var turnedAway = Collections.nCopies(4, requests).stream()
                        .flatMap(List::stream)
                        .map(request -> clients.submit(() -> isTurnedAway(request)))
                        .toList();
                assertThat(turnedAway).allSatisfy(Future::get);
            }
        }
        site.bringBack(site.database());

        eventually(() -> owner.ask("the first one after").expect(202));
        owner.awaitComplete(before);
        assertThat(services.stream().map(part -> part.pid()).toList())
                .as("process ids")
                .isEqualTo(pids);
    }

    private static void isTurnedAway(Supplier<Answer> request) {
        var start = System.nanoTime();
        var answer = request.get().expectProblem(503, "UNAVAILABLE");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }
}
