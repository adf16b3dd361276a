package dev.darkroom.notifier.webhook.delivery;

import dev.darkroom.notifier.meters.MeterNames;
import dev.darkroom.notifier.webhook.Seal;
import dev.darkroom.notifier.webhook.WebhookSettings;
import dev.darkroom.outbox.Outbox;
import dev.darkroom.rounds.Rounds;
import dev.darkroom.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    DueRows dueRows(JdbcTemplate jdbc, WebhookSettings settings) {
        return new DueRows(jdbc, settings.lease(), settings.forbearance());
    }

    @Bean
    Post post(WebhookSettings settings, InstantSource clock, ObjectProvider<BuildProperties> build) {
        var names = new GuardedNames(
                new AddressGuard(settings.allowPrivateAddresses()),
                InetAddress::getAllByName,
                lookUps(settings.inFlight()),
                settings.timeout());
        var built = build.getIfAvailable();
        var version = built == null ? null : built.getVersion();
        return new Post(
                names,
                threads("webhook-post-"),
                clock,
                new Post.Limits(
                        settings.timeout(),
                        settings.inFlight(),
                        "darkroom/" + (version == null ? "development" : version)),
                settings.allowPrivateAddresses());
    }

    @Bean
    Courier courier(
            Post post,
            Seal seal,
            WebhookSettings settings,
            RandomGenerator random,
            InstantSource clock,
            LongSupplier nanos,
            Traces traces) {
        var schedule = new Schedule(settings.retries(), settings.jitter());
        return new Courier(post, seal, schedule, random, clock, nanos, traces);
    }

    @Bean
    Results results(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Outbox outbox,
            Supplier<UUID> ids,
            InstantSource clock,
            WebhookSettings settings) {
        return new Results(jdbc, transaction, outbox, ids, clock, settings.patience());
    }

    @Bean
    Dispatch dispatch(DueRows rows, Courier courier, Results results, MeterRegistry meters, WebhookSettings settings) {
        var forFailing = Math.max(1, settings.inFlight() / 4);
        var ofOwner = settings.inFlightPerOwner();
        var dispatch = new Dispatch(
                List.of(
                        new Lane(
                                false,
                                new Lane.Bounds(
                                        settings.inFlight() - forFailing, ofOwner, settings.inFlightPerWebhook())),
                        new Lane(true, new Lane.Bounds(forFailing, ofOwner, 1))),
                rows,
                courier,
                results,
                new DeliveryMeters(meters),
                threads("webhook-"),
                settings.lookEvery());
        meters.gauge(MeterNames.WEBHOOK_IN_FLIGHT, dispatch, Dispatch::inHand);
        return dispatch;
    }

    @Bean
    Janitor janitor(DueRows rows, WebhookSettings settings, InstantSource clock, MeterRegistry meters) {
        var janitor = new Janitor(rows, settings.retention(), clock);
        meters.gauge(MeterNames.WEBHOOK_PENDING, janitor, Janitor::backlog);
        return janitor;
    }

    @Bean
    Rounds webhookJanitor(Janitor janitor) {
        return janitor.rounds();
    }

    /// A look-up for every attempt in flight, and as many that go on after their attempt was given up: a name that
    /// never answers holds its thread for as long as the system asks, which may be longer than an attempt may take.
    static ExecutorService lookUps(int inFlight) {
        return new ThreadPoolExecutor(
                0,
                2 * inFlight,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("look-up-", 0).factory());
    }

    private static ExecutorService threads(String name) {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name, 0).factory());
    }
}
