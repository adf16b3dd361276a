package dev.darkroom.api.platform;

import dev.darkroom.ids.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Time, ids and chance, which everything else is handed.
@Configuration(proxyBeanMethods = false)
class GroundConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /// The monotonic clock, for everything that is a duration.
    @Bean
    LongSupplier nanos() {
        return System::nanoTime;
    }

    @Bean
    Ids ids() {
        return Ids.timeOrdered();
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }
}
