package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.standalone.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that ends between two effects, exactly there, while another of its kind goes on.
@Order(11)
@ExtendWith(OnTheSite.class)
class KilledAtAStepIT {

    private static final Duration DIES_WITHIN = Duration.ofSeconds(60);
    private static final Duration A_FEW = Duration.ofMillis(100);
    private static final int CLIENTS = 8;

    @ParameterizedTest
    @EnumSource(names = {"API", "WORKER"})
    void what_was_accepted_is_completed_wherever_a_service_dies(Service service, Site site) throws Exception {
        var owner = site.newOwner();
        var further = site.further();
        if (service == Service.WORKER) {
            // More of them die here than a generation has attempts, and one generation may be in the hands of each.
            further.start(Service.API, Map.of("darkroom.accept.attempts", "20"));
        }
        var steps = Step.after202(service);
        try (var socket = owner.listen();
                var load = Load.by(owner.at(further.api()), A_FEW)) {
            for (var step : steps) {
                awaitDeathAt(step, further.doom(step));
            }
            further.start(service);
            load.awaitAccepted(20);
            new Promises(site, owner).kept(load.accepted(), socket, service == Service.WORKER ? steps.size() : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "ORDER_.*")
    void a_client_whose_answer_was_lost_repeats_with_its_key_and_has_one_generation(Step step, Site site)
            throws Exception {
        var owner = site.newOwner();
        var further = site.further();
        var doomed = further.doom(step);
        doomed.awaitReady(Further.COMES_UP_WITHIN);
        try (var socket = owner.listen()) {
            var asked = askUntilItDies(owner.at(further.api()));
            awaitDeathAt(step, doomed);

            var stored = new ArrayList<Generation>();
            var unanswered = new HashSet<Boolean>();
            for (var request : asked) {
                var again = owner.ask("the same again", request.key()).expect(202);
                var generation = new Generation(again.json());
                request.promised()
                        .ifPresentOrElse(
                                id -> assertThat(generation.id()).isEqualTo(id),
                                () -> unanswered.add(again.has("Idempotency-Replayed")));
                stored.add(generation);
            }

            assertThat(unanswered)
                    .as("whether what was not answered had been stored")
                    .contains(step == Step.ORDER_COMMITTED_NOT_ANSWERED);
            assertThat(owner.list()).hasSameSizeAs(asked);
            new Promises(site, owner).keptWithoutRepeating(stored, socket);
        }
    }

    /// @param promised the id of the 202, when there was one
    private record Asked(String key, Optional<String> promised) {}

    private static List<Asked> askUntilItDies(Owner owner) throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = IntStream.range(0, CLIENTS)
                    .<Callable<List<Asked>>>mapToObj(client -> () -> askUntilItDies(owner, client))
                    .toList();
            var all = new ArrayList<Asked>();
            for (var asked : clients.invokeAll(asking)) {
                all.addAll(asked.get());
            }
            return all;
        }
    }

    private static List<Asked> askUntilItDies(Owner owner, int client) {
        var asked = new ArrayList<Asked>();
        while (true) {
            var key = "%d-%d".formatted(client, asked.size());
            try {
                var answer = owner.ask("the same again", key).expect(202);
                asked.add(new Asked(key, Optional.of(new Generation(answer.json()).id())));
            } catch (Http.NoAnswer _) {
                asked.add(new Asked(key, Optional.empty()));
                return asked;
            }
        }
    }

    private static void awaitDeathAt(Step step, Part doomed) {
        within(
                DIES_WITHIN,
                () -> assertThat(doomed.exitCode())
                        .as("exit code of %s, once it came to %s", doomed.name(), step)
                        .isEqualTo(OptionalInt.of(Step.EXIT_CODE)));
        assertThat(doomed.log()).content().contains(step.lastWords());
    }
}
