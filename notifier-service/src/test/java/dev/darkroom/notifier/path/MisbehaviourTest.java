package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Clients that stop reading, send garbage, flood, never answer a ping, or come back all at once; and fifty others who
/// must not notice. `-Dtests.storm=8000` makes the reconnect storm as large as the file descriptors of one process
/// allow: each client needs two, one at either end.
@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehaviourTest {

    private static final int STORM = Integer.getInteger("tests.storm", 300);

    /// Delays up to this are allowed however quick a quiet crowd is served: broker, database and all the clients share
    /// the machine with whatever else runs there. On an idle one `-Dtests.floor=50` asks for twice the quiet delay.
    private static final Duration FLOOR = Duration.ofMillis(Integer.getInteger("tests.floor", 2_000));

    private static final int EVENTS = 200;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Database database;
    private Darkroom darkroom;
    private Crowd crowd;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        this.database = database;
        darkroom = new Darkroom(
                database,
                broker,
                Map.of(
                        "darkroom.notifier.beat-every", "50ms",
                        "darkroom.notifier.limits.ping-every", "1s",
                        "darkroom.notifier.limits.pong-within", "2s",
                        "darkroom.notifier.limits.stall-after", "2s",
                        "darkroom.notifier.doors.sessions-per-address", "18000"));
        crowd = new Crowd(darkroom, 50);
        crowd.p99(400, PAUSE);
    }

    @AfterAll
    void stop() {
        crowd.close();
        darkroom.close();
    }

    @Test
    void clients_that_stop_reading_are_let_go_and_nobody_else_notices() throws Exception {
        var stalled = closes("4470");
        var owners = Stream.generate(UUID::randomUUID).limit(8).toList();
        owners.forEach(owner -> history(owner, 600, 20_000));
        var sockets = new ConcurrentLinkedQueue<RawSocket>();
        try {
            var ended = nobodyNotices(8, n -> sockets.add(open(owners.get(n), "e:0", 4_096)));
            eventually(() -> assertThat(closes("4470")).isEqualTo(stalled + ended.size()));
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    /// Whatever the reason, it is one of the protocol's own. The close frame is lost when the connection is reset over
    /// garbage that nobody has read.
    @Test
    void clients_that_send_garbage_are_let_go_and_nobody_else_notices() throws Exception {
        var ends = nobodyNotices(60, n -> {
            try (var socket = open(UUID.randomUUID(), "", 0)) {
                socket.text();
                var garbage = new byte[4_096];
                new Random(n).nextBytes(garbage);
                socket.write(garbage);
                return socket.readToTheEnd();
            }
        });
        assertThat(ends)
                .allSatisfy(end -> assertThat(end)
                        .filteredOn(frame -> frame.opcode() == RawSocket.CLOSE)
                        .allSatisfy(frame -> assertThat(frame.closeCode()).isIn(1000, 1002, 1003, 1007, 1009)));
    }

    @Test
    void clients_that_flood_are_let_go_and_nobody_else_notices() throws Exception {
        var ends = nobodyNotices(20, _ -> {
            try (var socket = open(UUID.randomUUID(), "", 0)) {
                socket.text();
                for (var i = 0; i < 300; i++) {
                    socket.send(RawSocket.LAST | RawSocket.PONG, "noise");
                    socket.say("{\"type\":\"pong\"}");
                }
                return socket.read(RawSocket.CLOSE).closeCode();
            }
        });
        assertThat(ends).containsOnly(4429);
    }

    @Test
    void clients_that_never_answer_a_ping_are_let_go_and_nobody_else_notices() throws Exception {
        var ends = nobodyNotices(40, _ -> {
            try (var socket = open(UUID.randomUUID(), "", 0)) {
                return socket.read(RawSocket.CLOSE).closeCode();
            }
        });
        assertThat(ends).containsOnly(4408);
    }

    @Test
    void clients_that_all_come_back_at_once_are_served_and_nobody_else_notices() throws Exception {
        var tokens = IntStream.range(0, STORM)
                .mapToObj(_ -> darkroom.keys.token(UUID.randomUUID()))
                .toList();
        var inside = new ConcurrentLinkedQueue<RawSocket>();
        try {
            nobodyNotices(STORM, n -> inside.add(comesBack(tokens.get(n))));
            assertThat(inside).hasSizeGreaterThanOrEqualTo(STORM);
        } finally {
            for (var socket : inside) {
                socket.close();
            }
        }
    }

    @Test
    void five_thousand_events_for_a_client_that_does_not_read_cost_no_memory_and_come_when_it_does() throws Exception {
        var owner = UUID.randomUUID();
        var ended = closes("4470") + closes("4408");
        var data = "{\"prompt\":\"" + "x".repeat(3_000) + "\"}";
        try (var deaf = open(owner, "", 4_096)) {
            var cursor =
                    WireJson.mapper().readTree(deaf.read().text()).get("cursor").stringValue();
            arrive(UUID.randomUUID(), data);
            var before = heap();
            arrive(owner, data);
            // sixteen megabytes wait for it, none of them in the heap
            eventually(() -> assertThat(heap() - before).isLessThan(6_000_000));
            // by the write that stalled, or by the ping it had not read
            eventually(() -> assertThat(closes("4470") + closes("4408")).isEqualTo(ended + 1));

            var seqs = new ArrayList<Long>();
            var reached = listen(deaf, cursor, seqs, 5_000);
            assertThat(seqs).hasSizeLessThan(5_000);
            try (var again = open(owner, reached, 0)) {
                listen(again, reached, seqs, 5_000);
            }
            assertThat(seqs)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 5_000).boxed().toList());
        }
    }

    /// The first time also fills the buffers of the sender.
    private void arrive(UUID owner, String data) {
        IntStream.range(0, 5_000).forEach(_ -> darkroom.events.completed(owner, data));
        eventually(() -> assertThat(head(owner)).isEqualTo(5_000));
    }

    /// Writes down the numbers of the events, up to that one or to the end of the connection.
    ///
    /// @return the cursor after the last
    private static String listen(RawSocket socket, String cursor, List<Long> seqs, long upTo) throws IOException {
        var reached = cursor;
        try {
            while (seqs.isEmpty() || seqs.getLast() < upTo) {
                var frame = WireJson.mapper().readTree(socket.text());
                if (frame.get("type").stringValue().equals("event")) {
                    seqs.add(frame.get("seq").longValue());
                    reached = frame.get("cursor").stringValue();
                }
            }
        } catch (EOFException | SocketException over) {
            // what has come so far counts
        }
        return reached;
    }

    /// @param after a cursor, or empty
    private RawSocket open(UUID owner, String after, int receiveBuffer) throws IOException {
        var socket = RawSocket.to(darkroom.notifier.port(), receiveBuffer);
        var answer = socket.ask(
                after.isEmpty() ? "/ws" : "/ws?after=" + after,
                RawSocket.handshake("Bearer " + darkroom.keys.token(owner)));
        assertThat(answer.status()).isEqualTo(101);
        return socket;
    }

    /// Knocks until it is let in, and has its welcome.
    private RawSocket comesBack(String token) throws IOException {
        while (true) {
            var socket = RawSocket.to(darkroom.notifier.port());
            var answer = socket.ask("/ws", RawSocket.handshake("Bearer " + token));
            if (answer.status() == 101) {
                assertThat(socket.text()).contains("welcome");
                return socket;
            }
            socket.close();
            assertThat(answer.status()).isEqualTo(503);
        }
    }

    /// Lets that many clients misbehave while the crowd is served. A machine with other work to do may spoil a
    /// measurement, so there are three; what the clients met is told of all of them.
    private <T> List<T> nobodyNotices(int clients, Misdeed<T> misdeed) throws Exception {
        var ends = new ArrayList<T>();
        for (var attempt = 1; ; attempt++) {
            var quiet = crowd.p99(EVENTS, PAUSE);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var under = IntStream.range(0, clients)
                        .mapToObj(n -> threads.submit(() -> misdeed.commit(n)))
                        .toList();
                var disturbed = crowd.p99(EVENTS, PAUSE);
                for (var way : under) {
                    ends.add(way.get());
                }
                assertThat(crowd.isWhole()).isTrue();
                var allowed = quiet.multipliedBy(2).compareTo(FLOOR) > 0 ? quiet.multipliedBy(2) : FLOOR;
                if (disturbed.compareTo(allowed) <= 0) {
                    return ends;
                }
                assertThat(attempt)
                        .as("p99 %s, when quiet %s", disturbed, quiet)
                        .isLessThan(3);
            }
        }
    }

    private interface Misdeed<T> {

        T commit(int n) throws Exception;
    }

    /// Gives a new owner events that nobody has read, after the cursor `e:0`.
    private void history(UUID owner, int events, int size) {
        database.jdbc()
                .update(
                        "insert into notification_stream (owner_id, epoch, head, unacknowledged) values (?, 'e', ?, ?)",
                        owner,
                        events,
                        events);
        database.jdbc().update("""
                        insert into notification (owner_id, seq, event_id, generation_id, type, envelope)
                        select ?, seq, gen_random_uuid(), gen_random_uuid(), 't', '{"x":"' || repeat('x', ?) || '"}'
                          from generate_series(1, ?) seq
                        """, owner, size, events);
    }

    private long head(UUID owner) {
        return database
                .jdbc()
                .queryForList("select head from notification_stream where owner_id = ?", Long.class, owner)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    private double closes(String code) {
        return darkroom.notifier
                .part(MeterRegistry.class)
                .counter("darkroom.notifier.closes", "code", code)
                .count();
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
