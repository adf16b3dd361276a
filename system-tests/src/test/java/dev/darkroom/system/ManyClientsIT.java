package dev.darkroom.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Order(9)
@ExtendWith(OnTheSite.class)
class ManyClientsIT {

    private static final int OWNERS = 30;
    private static final int CLIENTS_EACH = 10;
    private static final int ORDERS_EACH = 10;
    private static final int PER_OWNER = CLIENTS_EACH * ORDERS_EACH;

    @Test
    void three_hundred_clients_at_once_get_what_is_theirs_once_and_nothing_else(Site site) throws Exception {
        site.aiServer().takes(Duration.ZERO, Duration.ofMillis(100));
        // one after the other: passwords are slow to hash, and a crowd at that door is turned away
        var owners = Stream.generate(site::newOwner).limit(OWNERS).toList();
        var sockets = owners.stream().map(Owner::listen).toList();

        var ordered = orderAllAtOnce(owners);

        for (var i = 0; i < OWNERS; i++) {
            sockets.get(i).awaitSequence(1, PER_OWNER);
        }
        var calls = site.aiServer().calls();
        for (var i = 0; i < OWNERS; i++) {
            var owner = owners.get(i);
            var theirs = ordered.get(owner);
            assertThat(theirs)
                    .hasSize(PER_OWNER)
                    .allSatisfy(order -> assertThat(calls.of(order)).isOne());
            var ids = theirs.stream().map(Generation::id).toList();
            assertThat(sockets.get(i).subjects()).containsExactlyInAnyOrderElementsOf(ids);
            var listed = owner.list();
            assertThat(listed).extracting(Generation::id).containsExactlyInAnyOrderElementsOf(ids);
            agree(listed, sockets.get(i));
            seesNothingOf(owners.get((i + 1) % OWNERS), listed.subList(0, 3));
        }
        sockets.forEach(Socket::close);
    }

    private static Map<Owner, List<Generation>> orderAllAtOnce(List<Owner> owners) throws Exception {
        var start = new CountDownLatch(1);
        var ordered = new HashMap<Owner, List<Generation>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new HashMap<Owner, List<Future<List<Generation>>>>();
            for (var owner : owners) {
                clients.put(
                        owner,
                        IntStream.range(0, CLIENTS_EACH)
                                .mapToObj(_ -> threads.submit(() -> {
                                    start.await();
                                    return IntStream.range(0, ORDERS_EACH)
                                            .mapToObj(_ -> owner.order("one of three thousand"))
                                            .toList();
                                }))
                                .toList());
            }
            start.countDown();
            for (var owner : owners) {
                var all = new ArrayList<Generation>();
                for (var client : clients.get(owner)) {
                    all.addAll(client.get());
                }
                ordered.put(owner, all);
            }
        }
        return ordered;
    }

    private static void agree(List<Generation> listed, Socket socket) {
        var told = socket.data();
        assertThat(listed).allSatisfy(generation -> {
            assertThat(generation.isComplete()).isTrue();
            assertThat(told.get(generation.id())).isEqualTo(generation.asEventData());
        });
    }

    private static void seesNothingOf(Owner stranger, List<Generation> generations) {
        for (var generation : generations) {
            var address = "/api/generation/" + generation.id();
            for (var path : List.of(
                    address,
                    address + "/attempts",
                    address + "/events",
                    "/api/image/" + generation.images().getFirst().id())) {
                stranger.api().get(path).expectProblem(404, "NOT_FOUND");
            }
        }
    }
}
