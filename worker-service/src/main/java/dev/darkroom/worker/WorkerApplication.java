package dev.darkroom.worker;

import dev.darkroom.consumer.ConsumerConfiguration;
import dev.darkroom.generation.GenerationEvents;
import dev.darkroom.generation.GenerationLinks;
import dev.darkroom.ids.Ids;
import dev.darkroom.outbox.OutboxConfiguration;
import dev.darkroom.schema.SchemaConfiguration;
import dev.darkroom.worker.job.Chance;
import dev.darkroom.worker.job.Ticker;
import dev.darkroom.worker.settings.WorkerSettings;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
@Import({OutboxConfiguration.class, ConsumerConfiguration.class, SchemaConfiguration.class})
public class WorkerApplication {

    public static void main(String[] args) {
        SpringApplication.run(WorkerApplication.class, args);
    }

    @Bean
    Ids ids() {
        return Ids.timeOrdered();
    }

    @Bean
    Chance chance() {
        return () -> ThreadLocalRandom.current().nextDouble();
    }

    @Bean
    Ticker ticker() {
        return System::nanoTime;
    }

    @Bean
    GenerationLinks generationLinks(@Value("${darkroom.public-url}") URI publicUrl) {
        return new GenerationLinks(publicUrl);
    }

    @Bean
    GenerationEvents generationEvents(GenerationLinks links, Ids ids) {
        return new GenerationEvents(links, ids);
    }
}
