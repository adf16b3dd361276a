package dev.darkroom.web;

import dev.darkroom.trace.TraceConfiguration;
import dev.darkroom.trace.Traces;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.ApiVersionConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Gives a service the manners of this API. Import it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WebSettings.class, Origins.class})
@Import({ProblemAdvice.class, ProblemPage.class, TomcatConfiguration.class, TraceConfiguration.class})
public class WebConfiguration {

    @Bean
    JsonFactoryBuilderCustomizer boundedJson() {
        return StrictJson::bound;
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return StrictJson::configure;
    }

    @Bean
    FilterRegistrationBean<RequestId> requestId(Traces traces) {
        var first = new FilterRegistrationBean<>(
                new RequestId(() -> UUID.randomUUID().toString(), traces));
        first.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return first;
    }

    /// After the security chain, so that its headers are on the refusal too and strangers are turned away first.
    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(
            WebSettings settings, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var late = new FilterRegistrationBean<>(new BodyLimit(settings.maxBody(), problems));
        late.setOrder(0);
        return late;
    }

    @Bean
    WebMvcConfigurer stepArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new StepArgument());
            }
        };
    }

    @Bean
    WebMvcConfigurer apiVersion() {
        return new WebMvcConfigurer() {
            @Override
            public void configureApiVersioning(ApiVersionConfigurer versions) {
                versions.useRequestHeader("API-Version")
                        .addSupportedVersions("1")
                        .setDefaultVersion("1");
            }
        };
    }
}
