package dev.darkroom.api.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Serves what the page is made of.
@Configuration(proxyBeanMethods = false)
class StudioConfiguration {

    @Bean
    PagePolicy pagePolicy(
            @Value("${darkroom.public-url}") URI api, @Value("${darkroom.notifier-public-url}") URI notifier) {
        return new PagePolicy(api, notifier);
    }

    @Bean
    DemoOffer demoOffer(
            @Value("${darkroom.studio.demo}") boolean everybody,
            @Value("${darkroom.accounts.demo.email}") String email,
            @Value("${darkroom.accounts.demo.password}") String password) {
        return new DemoOffer(everybody, email, password);
    }

    /// The modules import each other, so a browser must never mix two versions: it asks each time, and most answers are
    /// 304. Files of a reproducible build all have the same age, hence the digest.
    @Bean
    WebMvcConfigurer studioFiles() {
        Map<String, String> digests = new ConcurrentHashMap<>();
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry files) {
                files.addResourceHandler("/studio/{file:[a-z-]+\\.(?:js|css|svg)}")
                        .addResourceLocations("classpath:/studio/")
                        .setCacheControl(CacheControl.noCache())
                        .setUseLastModified(false)
                        .setEtagGenerator(
                                file -> digests.computeIfAbsent(String.valueOf(file.getFilename()), _ -> digest(file)));
            }
        };
    }

    private static String digest(Resource file) {
        try (var bytes = file.getInputStream()) {
            return '"' + DigestUtils.md5DigestAsHex(bytes) + '"';
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
