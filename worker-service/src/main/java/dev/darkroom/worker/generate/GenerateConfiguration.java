package dev.darkroom.worker.generate;

import dev.darkroom.worker.job.Ticker;
import dev.darkroom.worker.settings.WorkerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One HTTP client and one alarm clock for every call.
@Configuration(proxyBeanMethods = false)
class GenerateConfiguration {

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
    AiServer aiServer(
            WorkerSettings settings,
            HttpClient aiHttp,
            ScheduledThreadPoolExecutor aiAlarms,
            Ticker ticker,
            MeterRegistry meters) {
        return new MeteredAiServer(new OpenAiImages(settings.ai(), aiHttp, aiAlarms, ticker), meters);
    }
}
