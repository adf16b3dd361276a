package dev.darkroom.notifier.doors;

import dev.darkroom.notifier.meters.MeterNames;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DoorLimits.class)
class DoorsConfiguration {

    @Bean
    Doors doors(DoorLimits limits, LongSupplier nanos, MeterRegistry meters) {
        var doors = new Doors(limits, nanos.getAsLong());
        meters.gauge(MeterNames.PLACES, doors, Doors::taken);
        return doors;
    }
}
