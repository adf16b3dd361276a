package dev.darkroom.worker.generate;

import dev.darkroom.trace.Traces;
import dev.darkroom.worker.job.Ticker;
import dev.darkroom.worker.settings.AiSettings;
import dev.darkroom.worker.settings.WorkerSettings;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedTimeLimiterMetrics;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One HTTP client and one alarm clock for every call; a breaker, a bulkhead and a time limiter for each AI server.
@Configuration(proxyBeanMethods = false)
class GenerateConfiguration {

    /// The lookout decides when to try again, not the breaker's own clock.
    private static final Duration NEVER_BY_ITSELF = Duration.ofDays(365);

    /// Probes that say nothing for longer than a call can take mean that it is not back.
    private static final Duration SLOWEST_PROBE_AND_MORE = Duration.ofSeconds(30);

    /// HTTP/1.1: an upgrade to HTTP/2 would put every call on one connection and let one fault break all of them.
    @Bean(destroyMethod = "shutdownNow")
    HttpClient aiHttp(WorkerSettings settings) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.ai().connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledThreadPoolExecutor aiAlarms() {
        var alarms = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("ai-alarms").factory());
        alarms.setRemoveOnCancelPolicy(true);
        return alarms;
    }

    @Bean
    AiBreaker aiBreaker(WorkerSettings settings, MeterRegistry meters) {
        var ai = settings.ai();
        var config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(ai.breaker().window())
                .minimumNumberOfCalls(ai.breaker().minimum())
                .failureRateThreshold(ai.breaker().failureShare())
                .permittedNumberOfCallsInHalfOpenState(ai.breaker().probes())
                .maxWaitDurationInHalfOpenState(ai.timeout().plus(SLOWEST_PROBE_AND_MORE))
                .waitIntervalFunctionInOpenState(IntervalFunction.of(NEVER_BY_ITSELF))
                .build();
        var registry = CircuitBreakerRegistry.of(config);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
        return new AiBreaker(registry.circuitBreaker(ai.name()), ai.breaker());
    }

    @Bean
    Lookout lookout(
            WorkerSettings settings, HttpClient aiHttp, AiBreaker breaker, ScheduledThreadPoolExecutor aiAlarms) {
        var ai = settings.ai();
        return new Lookout(new OpenAiModels(ai, aiHttp), breaker, aiAlarms, ai.breaker());
    }

    @Bean
    AiServer aiServer(
            WorkerSettings settings,
            HttpClient aiHttp,
            ScheduledThreadPoolExecutor aiAlarms,
            AiBreaker breaker,
            Ticker ticker,
            MeterRegistry meters,
            Traces traces) {
        var ai = settings.ai();
        var asked = new TracedAiServer(new OpenAiImages(ai, aiHttp, aiAlarms, ticker), traces);
        var called = new MeteredAiServer(asked, meters);
        return guarded(called, ai, breaker, meters);
    }

    private static AiServer guarded(AiServer called, AiSettings ai, AiBreaker breaker, MeterRegistry meters) {
        var bulkheads = BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(ai.maxCalls())
                .maxWaitDuration(ai.timeout())
                .build());
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        var limits = TimeLimiterRegistry.of(
                TimeLimiterConfig.custom().timeoutDuration(ai.timeout()).build());
        TaggedTimeLimiterMetrics.ofTimeLimiterRegistry(limits).bindTo(meters);
        return new GuardedAiServer(called, breaker, bulkheads.bulkhead(ai.name()), limits.timeLimiter(ai.name()));
    }
}
