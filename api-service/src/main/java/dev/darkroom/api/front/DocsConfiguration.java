package dev.darkroom.api.front;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Serves the files of Swagger UI, wherever its version put them, and the line that starts it.
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

    private static final String SCRIPT = "swagger-ui-bundle.js";

    @Bean
    WebMvcConfigurer docs() {
        var swagger = swaggerFolder();
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry files) {
                files.addResourceHandler("/docs/{file:swagger-ui\\.css|swagger-ui-bundle\\.js|start\\.js}")
                        .addResourceLocations(swagger, "classpath:/front/")
                        .setCacheControl(DocsController.FOR_AN_HOUR);
            }
        };
    }

    private static String swaggerFolder() {
        try {
            var found = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:/META-INF/resources/webjars/swagger-ui/*/" + SCRIPT);
            if (found.length == 0) {
                throw new IllegalStateException("Swagger UI is not among the libraries");
            }
            var script = found[0].getURL().toString();
            return script.substring(0, script.length() - SCRIPT.length());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
