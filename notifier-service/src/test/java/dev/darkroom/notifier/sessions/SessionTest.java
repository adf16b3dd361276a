package dev.darkroom.notifier.sessions;

import static dev.darkroom.testkit.Eventually.eventually;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.inbox.Nudge;
import dev.darkroom.notifier.ledger.Notifications;
import dev.darkroom.notifier.ledger.Streams;
import dev.darkroom.notifier.protocol.Acknowledged;
import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.Limits;
import dev.darkroom.notifier.protocol.Pass;
import dev.darkroom.notifier.protocol.StoredEvent;
import dev.darkroom.notifier.protocol.Tally;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.testkit.SettableClock;
import dev.darkroom.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// A session with a clock and a socket in the test's hand.
@RealParts(kafka = false)
class SessionTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(1);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UUID owner = UUID.randomUUID();
    private final HandHeldSocket socket = new HandHeldSocket();
    private final JdbcTemplate jdbc;
    private final Streams streams;
    private final Backstage backstage;
    private final Sessions sessions;
    private final Heartbeat heartbeat;

    SessionTest(Database database) {
        jdbc = database.jdbc();
        streams = new Streams(jdbc, () -> "e1");
        backstage = new Backstage(
                new Shelf(streams, new Notifications(jdbc), new Reading(2, 10, 10, 8)),
                new SessionMeters(meters),
                new Journal(Traces.OFF),
                new Limits(4096, 120, 3, 10, ofSeconds(25), ofSeconds(10), ofSeconds(10), ofSeconds(60), ofHours(24)),
                new SettableClock(NOON),
                nanos::get,
                Thread.ofVirtual().factory());
        sessions = new Sessions(backstage, new Revocations(), 8);
        heartbeat = new Heartbeat(sessions, streams, backstage, ofMillis(250));
    }

    @Test
    void a_write_that_comes_through_too_late_is_followed_by_the_reason_and_nothing_else() {
        open();
        eventually(() -> assertThat(socket.sent).hasSize(1));
        socket.block();
        arrived(2, events(1, 2));
        eventually(() -> assertThat(socket.writing).isTrue());
        nanos.addAndGet(ofSeconds(10).toNanos());
        heartbeat.tick();
        socket.release();

        eventually(() -> assertThat(socket.closedWith).isEqualTo(Ending.STALLED.code()));
        assertThat(socket.sent).hasSize(2);
        assertThat(sessions.count()).isZero();
        assertThat(meters.counter("darkroom.notifier.closes", "code", "4470").count())
                .isEqualTo(1);
    }

    @Test
    void live_events_come_from_memory_in_order_and_memory_lets_them_go() {
        var session = open();
        eventually(() -> assertThat(socket.sent).hasSize(1));
        arrived(3, events(1, 3));

        eventually(() -> assertThat(socket.sent).hasSize(4));
        assertThat(session.position()).isEqualTo(3);
        eventually(() -> assertThat(session.audience().after(0)).isEmpty());
    }

    @Test
    void a_replay_that_others_make_shorter_ends_with_a_word_in_its_place() {
        streams.state(owner);
        jdbc.update("update notification_stream set head = 3, unacknowledged = 3 where owner_id = ?", owner);
        jdbc.update("""
                insert into notification (owner_id, seq, event_id, generation_id, type, envelope)
                select ?, seq, gen_random_uuid(), gen_random_uuid(), 't', '{}' from generate_series(1, 3) as seq
                """, owner);
        socket.block();
        var session = open();
        eventually(() -> assertThat(socket.writing).isTrue());
        jdbc.update("update notification set acknowledged_at = now() where owner_id = ? and seq > 1", owner);
        session.say(new Frame.Ping(3, 3L));
        socket.release();

        eventually(() -> assertThat(socket.sent).hasSize(4));
        assertThat(socket.sent.getFirst()).contains("\"count\":3");
        assertThat(socket.sent.get(1)).contains("\"ping\"");
        assertThat(socket.sent.get(2)).contains("\"seq\":1,\"replay\":true");
        assertThat(socket.sent.getLast()).isEqualTo("{\"type\":\"state\",\"unacknowledged\":3,\"changes\":[]}");
    }

    @Test
    void what_was_said_before_the_end_still_leaves() {
        var session = open();
        eventually(() -> assertThat(socket.sent).hasSize(1));
        session.say(new Frame.Reconnect(ofMillis(5)));
        session.end(Ending.RESTART);

        eventually(() -> assertThat(socket.closedWith).isEqualTo(Ending.RESTART.code()));
        assertThat(socket.sent.getLast()).contains("reconnect");
    }

    @Test
    void an_answer_never_takes_back_what_a_later_acknowledgement_elsewhere_left() {
        var session = open();
        eventually(() -> assertThat(socket.sent).hasSize(1));
        sessions.acknowledged(owner, null, new Acknowledged(new Tally(11, 0, 4), List.of()));
        session.audience().answer(session, "a", new Acknowledged(new Tally(10, 0, 5), List.of()));

        eventually(() -> assertThat(socket.sent).hasSize(3));
        assertThat(socket.sent.getLast()).contains("\"ok\"").contains("\"unacknowledged\":4");
    }

    @Test
    void the_first_reason_stays() {
        var session = open();
        session.end(Ending.EXPIRED);
        session.end(Ending.RESTART);

        eventually(() -> assertThat(socket.closedWith).isEqualTo(Ending.EXPIRED.code()));
    }

    @Test
    void a_session_that_is_over_is_forgotten_with_its_owner() {
        open().gone(1000);
        heartbeat.tick();

        assertThat(sessions.count()).isZero();
        assertThat(sessions.all()).isEmpty();
        arrived(1, events(1, 1));
        assertThat(meters.counter("darkroom.notifier.closes", "code", "1000").count())
                .isEqualTo(1);
    }

    private void arrived(long head, List<StoredEvent> fresh) {
        sessions.arrived(List.of(new Nudge(owner, head, fresh, List.of())));
    }

    private Session open() {
        return sessions.open(new Visit("s1", new Pass(owner, owner, NOON.plus(ofHours(1))), null), socket);
    }

    private static List<StoredEvent> events(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> new StoredEvent(seq, NOON, "{}"))
                .toList();
    }

    /// A client that reads when the test says so.
    private static final class HandHeldSocket implements Socket {

        private final List<String> sent = new CopyOnWriteArrayList<>();
        private final Semaphore open = new Semaphore(1_000);
        private volatile boolean writing;
        private volatile int closedWith;

        void block() {
            open.drainPermits();
        }

        void release() {
            open.release(1_000);
        }

        @Override
        public void send(String message) {
            writing = true;
            open.acquireUninterruptibly();
            writing = false;
            sent.add(message);
        }

        @Override
        public void close(int code, String reason) {
            closedWith = code;
        }
    }
}
