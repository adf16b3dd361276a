package dev.darkroom.notifier.front;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Serves what the two pages are made of.
@Configuration(proxyBeanMethods = false)
class FrontConfiguration {

    @Bean
    WebMvcConfigurer frontFiles() {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry files) {
                files.addResourceHandler("/front/{file:(?:asyncapi|demo)\\.(?:js|css)|look\\.css}")
                        .addResourceLocations("classpath:/front/")
                        .setCacheControl(FrontFiles.FOR_AN_HOUR);
            }
        };
    }
}
