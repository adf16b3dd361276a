package dev.darkroom.api.image;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ImageConfiguration {

    @Bean
    StoredImages storedImages(JdbcTemplate jdbc, @Value("${darkroom.images.directory}") Path root) {
        return new StoredImages(jdbc, root);
    }

    /// On half of the cores: the other half goes on answering.
    @Bean
    Thumbnails thumbnails(MeterRegistry meters) {
        return new Thumbnails(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), meters);
    }

    @Bean
    WebMvcConfigurer countedImages(MeterRegistry meters) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new ImageMeters(meters)).addPathPatterns("/api/image/*");
            }
        };
    }
}
