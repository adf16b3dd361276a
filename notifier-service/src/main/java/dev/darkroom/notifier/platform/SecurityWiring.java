package dev.darkroom.notifier.platform;

import dev.darkroom.identity.BearerChain;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/// Who may call what.
@Configuration(proxyBeanMethods = false)
class SecurityWiring {

    /// The socket's own gate checks origin, ticket and bearer, and counts what it refuses.
    @Bean
    @Order(0)
    SecurityFilterChain sockets() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/ws"), List.of());
    }

    /// Every page may import the client, so the list of origins is not asked.
    @Bean
    @Order(1)
    SecurityFilterChain client() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/client/**"), List.of());
    }

    /// What is no part of the API is health and metrics, on a port of their own, or not there.
    @Bean
    SecurityFilterChain api(HttpSecurity http, BearerChain chain) {
        return chain.build(
                http,
                requests -> requests.requestMatchers("/api/**", "/sse")
                        .authenticated()
                        .anyRequest()
                        .permitAll());
    }
}
