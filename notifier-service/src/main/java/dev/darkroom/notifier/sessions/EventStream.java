package dev.darkroom.notifier.sessions;

import dev.darkroom.notifier.protocol.Cursor;
import dev.darkroom.notifier.protocol.Ending;
import dev.darkroom.notifier.protocol.Frame;
import dev.darkroom.notifier.protocol.StoredEvent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/// A response that stays open. The request's own thread sends its head; from then on only the session's drain writes,
/// and between two writes no thread is held. A client that is gone is noticed by the next write, a ping at the latest.
final class EventStream implements Socket, AsyncListener {

    /// Clients that know no better come back after 3 s.
    private static final byte[] FIRST = "retry: 3000\n\n".getBytes(StandardCharsets.US_ASCII);

    /// Between two pieces a reader who takes them too slowly is noticed; the container watches each piece.
    private static final int PIECE = 8_192;

    private final Duration stallAfter;
    private final LongSupplier nanos;
    private final Runnable atEnd;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable AsyncContext context;
    private volatile @Nullable ServletOutputStream out;

    /// @param atEnd called when it is over, perhaps more than once
    EventStream(Duration stallAfter, LongSupplier nanos, Runnable atEnd) {
        this.stallAfter = stallAfter;
        this.nanos = nanos;
        this.atEnd = atEnd;
    }

    /// Sends the head of the answer. Whoever wants to write waits for it.
    void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // nginx would hold each event back until the next
            var async = request.startAsync();
            context = async;
            async.setTimeout(0);
            async.addListener(this);
            var body = response.getOutputStream();
            body.write(FIRST);
            body.flush();
            out = body;
        } catch (IOException | RuntimeException failed) {
            end();
            atEnd.run();
            throw failed;
        } finally {
            begun.countDown();
        }
    }

    /// It never begins.
    void abandon() {
        ended.set(true);
        atEnd.run();
        begun.countDown();
    }

    @Override
    public @Nullable String words(Frame frame) {
        return EventLines.of(frame);
    }

    @Override
    public String replayed(String epoch, StoredEvent event) {
        return EventLines.event(epoch, event);
    }

    @Override
    public String live(String epoch, StoredEvent event, long unacknowledged) {
        return EventLines.event(epoch, event);
    }

    @Override
    public String reached(Cursor place) {
        return EventLines.reached(place);
    }

    @Override
    public boolean answersPings() {
        return false;
    }

    @Override
    public void send(String message) throws IOException {
        awaitBegin();
        var body = out;
        if (body == null || ended.get()) {
            throw new IOException("the stream has ended");
        }
        try {
            write(body, message.getBytes(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            end();
            throw broken;
        } catch (IllegalStateException closed) {
            end();
            throw new IOException("the stream was ended meanwhile", closed);
        }
    }

    private void write(ServletOutputStream body, byte[] message) throws IOException {
        var began = nanos.getAsLong();
        for (int from = 0; from < message.length; from += PIECE) {
            if (nanos.getAsLong() - began >= stallAfter.toNanos()) {
                throw new IOException("the client reads too slowly");
            }
            body.write(message, from, Math.min(PIECE, message.length - from));
        }
        body.flush();
    }

    /// There is no closing with a number: whose credential has expired is told to come back with a fresh one, and the
    /// rest is what came before, or the end as such.
    @Override
    public void close(int code, String reason) {
        try {
            awaitBegin();
            var comeBack = EventLines.of(new Frame.Reconnect(Duration.ZERO));
            if (code == Ending.EXPIRED.code() && comeBack != null) {
                send(comeBack);
            }
        } catch (IOException gone) {
            // Then it needs no telling.
        }
        end();
    }

    private void awaitBegin() throws IOException {
        try {
            begun.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the answer began", stop);
        }
    }

    private void end() {
        var async = context;
        if (ended.compareAndSet(false, true) && async != null) {
            try {
                async.complete();
            } catch (IllegalStateException already) {
                // The container has ended it, which is what was wanted.
            }
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended.set(true);
        atEnd.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Only we start it, once.
    }
}
