package dev.darkroom.schema;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/// For services that do not migrate the database themselves. Import it.
@Configuration(proxyBeanMethods = false)
public class SchemaConfiguration {

    @Bean
    SchemaGate schemaGate(JdbcTemplate jdbc, @Value("${darkroom.schema.patience:60s}") Duration patience) {
        return new SchemaGate(jdbc, patience);
    }
}
