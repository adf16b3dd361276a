package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.eventually;
import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.standalone.Part;
import dev.darkroom.testkit.Cable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two notifier instances, two hundred owners with a device at each, and one instance after the other that is killed,
/// frozen or cut off while five thousand pictures are finished.
@Order(20)
@ExtendWith(OnTheSite.class)
class TwoNotifiersIT {

    private static final int OWNERS = 200;
    private static final int PICTURES = 5_000;
    private static final int CLIENTS = 12;
    private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(90);

    /// An instance, and the way to it.
    private record Instance(Part part, Cable cable) {}

    @Test
    void every_device_has_every_event_of_its_owner_in_order_whatever_happens_to_the_instances(Site site)
            throws Exception {
        site.aiServer().takes(Duration.ZERO);
        var chance = new SplittableRandom(LongForm.seed());
        var tokens = tokens(site);
        var further = site.further();
        var second = further.start(Service.NOTIFIER);
        try (var cable = new Cable(site.ports().notifier());
                var other = new Cable(further.notifierPort())) {
            var instances = List.of(new Instance(site.notifierService(), cable), new Instance(second, other));
            var devices = new ArrayList<Device>();
            var owners = new HashMap<Device, UUID>();
            tokens.forEach((owner, token) -> instances.forEach(instance -> {
                var device = Device.on(instance.cable().port(), token, owner);
                devices.add(device);
                owners.put(device, owner);
            }));
            try {
                within(CATCHES_UP_WITHIN, () -> assertThat(devices).allMatch(Device::hasBeenWelcomed));
                var ordered = CompletableFuture.runAsync(() -> order(site.api(), tokens));
                for (var fault = 0; !ordered.isDone() || fault < 6; fault++) {
                    strike(instances.get(fault % 2), chance);
                    IntStream.range(0, 40)
                            .forEach(_ ->
                                    devices.get(chance.nextInt(devices.size())).acknowledge());
                }
                ordered.join();
                within(CATCHES_UP_WITHIN, () -> assertThat(told(site, tokens)).isEqualTo(PICTURES));
                var streams = streams(site);
                within(
                        CATCHES_UP_WITHIN,
                        () -> assertThat(devices)
                                .allSatisfy(device -> assertThat(device.last())
                                        .isEqualTo(
                                                streams.get(owners.get(device)).size())));
                for (var device : devices) {
                    assertThat(device.complaints()).isEmpty();
                    assertThat(device.eventIds()).containsExactlyElementsOf(streams.get(owners.get(device)));
                }
                assertThat(devices.stream().mapToInt(Device::visits).sum())
                        .as("they came back often")
                        .isGreaterThan(2 * devices.size());
            } finally {
                devices.forEach(Device::close);
            }
            onlyTheUnacknowledgedAreRepeated(site, tokens);
        }
    }

    private static Map<UUID, String> tokens(Site site) throws Exception {
        var someone = site.newOwner();
        var mint = new Tokens(String.valueOf(someone.api().bearer()), site.signingKey());
        var tokens = new HashMap<UUID, String>();
        for (var owner = 0; owner < OWNERS; owner++) {
            var id = UUID.randomUUID();
            tokens.put(id, mint.inTheNameOf(id));
        }
        return tokens;
    }

    private static void order(Http api, Map<UUID, String> tokens) {
        var each = List.copyOf(tokens.values());
        var next = new AtomicInteger();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var client = 0; client < CLIENTS; client++) {
                clients.execute(() -> {
                    for (var n = next.getAndIncrement(); n < PICTURES; n = next.getAndIncrement()) {
                        api.as(each.get(n % each.size()))
                                .post(
                                        "/api/generation",
                                        "{\"prompt\":\"picture %d\",\"width\":64,\"height\":64}".formatted(n))
                                .expect(202);
                    }
                });
            }
        }
    }

    private static void strike(Instance instance, SplittableRandom chance) throws InterruptedException {
        var away = Duration.ofMillis(chance.nextLong(200, 2_500));
        switch (chance.nextInt(3)) {
            case 0 -> {
                instance.part().kill();
                Site.comeUp(List.of(instance.part()));
            }
            case 1 -> {
                instance.part().suspend();
                pass(away);
                instance.part().resume();
            }
            default -> {
                instance.cable().cut();
                pass(away);
                instance.cable().mend();
            }
        }
        pass(Duration.ofMillis(500));
    }

    private static void pass(Duration time) {
        var start = System.nanoTime();
        eventually(() -> assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(time));
    }

    private static int told(Site site, Map<UUID, String> tokens) throws Exception {
        return streams(site).entrySet().stream()
                .filter(stream -> tokens.containsKey(stream.getKey()))
                .mapToInt(stream -> stream.getValue().size())
                .sum();
    }

    /// The event ids of every owner, in order, as they are stored.
    private static Map<UUID, List<String>> streams(Site site) throws Exception {
        var streams = new HashMap<UUID, List<String>>();
        for (var row : site.rows("select owner_id, event_id from notification order by owner_id, seq")) {
            streams.computeIfAbsent(UUID.fromString(row.getFirst()), _ -> new ArrayList<>())
                    .add(row.get(1));
        }
        return streams;
    }

    private static void onlyTheUnacknowledgedAreRepeated(Site site, Map<UUID, String> tokens) throws Exception {
        var left = new HashMap<UUID, List<String>>();
        for (var row : site.rows("select owner_id, event_id from notification"
                + " where acknowledged_at is null order by owner_id, seq")) {
            left.computeIfAbsent(UUID.fromString(row.getFirst()), _ -> new ArrayList<>())
                    .add(row.get(1));
        }
        assertThat(site.rows("select 1 from notification where acknowledged_at is not null limit 1"))
                .as("some were acknowledged")
                .isNotEmpty();
        for (var each : tokens.entrySet().stream().limit(40).toList()) {
            var expected = left.getOrDefault(each.getKey(), List.of());
            try (var socket = Socket.open(site.notifier().as(each.getValue()), null)) {
                assertThat(socket.welcome().path("unacknowledged").asInt()).isEqualTo(expected.size());
                eventually(() -> assertThat(socket.events()).hasSize(expected.size()));
                assertThat(socket.events().stream()
                                .map(frame -> frame.path("event").path("id").asString())
                                .toList())
                        .containsExactlyElementsOf(expected);
            }
        }
    }
}
