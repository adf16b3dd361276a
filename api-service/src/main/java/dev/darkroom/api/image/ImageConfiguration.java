package dev.darkroom.api.image;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class ImageConfiguration {

    @Bean
    StoredImages storedImages(JdbcTemplate jdbc, @Value("${darkroom.images.directory}") Path root) {
        return new StoredImages(jdbc, root);
    }
}
