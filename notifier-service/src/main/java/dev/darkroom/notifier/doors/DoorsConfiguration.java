package dev.darkroom.notifier.doors;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DoorLimits.class)
class DoorsConfiguration {

    @Bean
    Doors doors(DoorLimits limits, MeterRegistry meters) {
        var doors = new Doors(limits, System.nanoTime());
        meters.gauge("darkroom.notifier.places", doors, Doors::taken);
        return doors;
    }
}
