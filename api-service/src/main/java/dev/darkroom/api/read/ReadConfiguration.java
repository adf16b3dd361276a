package dev.darkroom.api.read;

import dev.darkroom.api.resource.Resources;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class ReadConfiguration {

    @Bean
    GenerationQueries generationQueries(JdbcTemplate jdbc, Resources resources) {
        return new GenerationQueries(jdbc, resources);
    }

    @Bean
    Histories histories(JdbcTemplate jdbc) {
        return new Histories(jdbc);
    }
}
