package dev.darkroom.notifier.webhook.delivery;

import dev.darkroom.contract.TraceContext;
import dev.darkroom.notifier.event.Envelope;
import dev.darkroom.notifier.webhook.Attempt;
import dev.darkroom.notifier.webhook.FormerSecrets;
import dev.darkroom.notifier.webhook.Seal;
import dev.darkroom.notifier.webhook.delivery.Answer.Why;
import dev.darkroom.trace.Kind;
import dev.darkroom.trace.LogScope;
import dev.darkroom.trace.Step;
import dev.darkroom.trace.Traces;
import dev.darkroom.trace.Transitions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries one parcel: sign, post, judge. Holds no database connection meanwhile.
final class Courier {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Post post;
    private final Seal seal;
    private final Schedule schedule;
    private final RandomGenerator chance;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Traces traces;

    /// @param clock the wall clock, which receivers compare with theirs
    /// @param nanos the monotonic clock, for how long it takes
    Courier(
            Post post,
            Seal seal,
            Schedule schedule,
            RandomGenerator chance,
            InstantSource clock,
            LongSupplier nanos,
            Traces traces) {
        this.post = post;
        this.seal = seal;
        this.schedule = schedule;
        this.chance = chance;
        this.clock = clock;
        this.nanos = nanos;
        this.traces = traces;
    }

    /// @param judge what comes next, by the attempts made before this one
    record Result(Attempt attempt, IntFunction<Verdict> judge) {}

    Result carry(Parcel parcel) throws InterruptedException {
        var at = clock.instant();
        var began = nanos.getAsLong();
        Answer answer;
        try (var step = begin(parcel)) {
            answer = send(parcel, at, step.context());
            switch (answer) {
                case Answer.Status(int code, var _) -> step.with("http.response.status_code", code);
                case Answer.None(var why) -> step.failed(why.name());
            }
        }
        tell(parcel, answer);
        var took = Duration.ofNanos(nanos.getAsLong() - began).toMillis();
        var attempt = switch (answer) {
            case Answer.Status(int code, var _) -> new Attempt(at, code, null, took);
            case Answer.None(var why) -> new Attempt(at, null, why.name(), took);
        };
        return new Result(attempt, made -> schedule.judge(answer, made, chance));
    }

    private Step begin(Parcel parcel) {
        var trace = parcel.body() == null ? null : Envelope.trace(parcel.body());
        return (traces.record(trace) ? traces : Traces.OFF).begin("webhook", Kind.CLIENT, trace);
    }

    private static void tell(Parcel parcel, Answer answer) {
        if (parcel.body() != null && Transitions.log().isDebugEnabled()) {
            try (var _ = LogScope.of(Envelope.subject(parcel.body()), Envelope.trace(parcel.body()))) {
                Transitions.log()
                        .atDebug()
                        .addKeyValue("eventId", parcel.eventId())
                        .addKeyValue("webhookId", parcel.webhookId())
                        .addKeyValue("answer", answer)
                        .log("sent to a webhook");
            }
        }
    }

    /// Ends every attempt that is under way, as if the receiver had hung up, and lets none begin.
    void breakOff() {
        post.breakOff();
    }

    private Answer send(Parcel parcel, Instant at, TraceContext step) throws InterruptedException {
        if (parcel.body() == null) {
            return new Answer.None(Why.EXPIRED);
        }
        List<String> secrets;
        try {
            secrets = secrets(parcel, at);
        } catch (IllegalStateException otherKey) {
            log.atError()
                    .addKeyValue("webhookId", parcel.webhookId())
                    .log("the secret of a webhook does not open; was DARKROOM_WEBHOOK_KEY changed?"
                            + " Its deliveries wait until the key is back or the secret is rotated");
            return new Answer.None(Why.SECRET_UNREADABLE);
        }
        var body = parcel.body().getBytes(StandardCharsets.UTF_8);
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", parcel.eventId().toString());
        headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
        headers.put("webhook-signature", Signature.of(secrets, parcel.eventId(), at.getEpochSecond(), body));
        headers.put(TraceContext.HEADER, step.traceparent());
        return post.send(URI.create(parcel.url()), Map.copyOf(headers), body);
    }

    /// The secret of now first. A former one that does not open was given up with its key, and signs no more.
    private List<String> secrets(Parcel parcel, Instant now) {
        var secrets = new ArrayList<String>();
        secrets.add(seal.open(parcel.webhookId(), parcel.secret()));
        for (var kept : FormerSecrets.lasting(parcel.formerSecrets(), parcel.secret().length, now)) {
            try {
                secrets.add(seal.open(parcel.webhookId(), kept));
            } catch (IllegalStateException otherKey) {
                log.atDebug().addKeyValue("webhookId", parcel.webhookId()).log("a former secret does not open");
            }
        }
        return secrets;
    }
}
