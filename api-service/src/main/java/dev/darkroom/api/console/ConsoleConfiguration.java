package dev.darkroom.api.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Serves what the console is made of. Its modules must be of one version, so a browser asks each time and is told by
/// their content that nothing has changed; the times of files in a reproducible jar are always the same.
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    @Bean
    WebMvcConfigurer console() {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry files) {
                files.addResourceHandler("/console/{file:[a-zA-Z]+\\.(?:js|css|svg)}")
                        .addResourceLocations("classpath:/front/console/")
                        .setCacheControl(CacheControl.noCache())
                        .setUseLastModified(false)
                        .setEtagGenerator(ConsoleConfiguration::tag);
            }

            @Override
            public void addViewControllers(ViewControllerRegistry views) {
                views.addRedirectViewController("/console/", "/console");
            }
        };
    }

    private static String tag(Resource file) {
        try {
            return "\"" + DigestUtils.md5DigestAsHex(file.getContentAsByteArray()) + "\"";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
