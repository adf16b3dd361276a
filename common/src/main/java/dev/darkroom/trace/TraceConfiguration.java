package dev.darkroom.trace;

import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Lets a service record its steps. Import it. While no collector is set, no class of the exporter is loaded.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TraceSettings.class)
public class TraceConfiguration {

    @Bean
    Traces traces(TraceSettings settings, @Value("${spring.application.name}") String service) {
        return settings.exports()
                ? new ExportedTraces(settings, service, UUID.randomUUID().toString())
                : Traces.OFF;
    }
}
