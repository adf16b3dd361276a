package dev.darkroom.api.platform;

import dev.darkroom.identity.BearerChain;
import dev.darkroom.identity.Role;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// Who may call what. The first rule that matches decides, and the busiest comes first.
@Configuration(proxyBeanMethods = false)
class AccessRules {

    @Bean
    SecurityFilterChain accessChain(HttpSecurity http, BearerChain bearers) {
        return bearers.build(
                http,
                requests -> requests.requestMatchers("/api/generation", "/api/generation/**")
                        .authenticated()
                        // its controller takes a signature or the owner's bearer
                        .requestMatchers(HttpMethod.GET, "/api/image/*")
                        .permitAll()
                        .requestMatchers(
                                "/api", "/api/account", "/api/token", "/api/token/refresh", "/api/token/revoke")
                        .permitAll()
                        .requestMatchers("/api/ops", "/api/ops/**")
                        .hasRole(Role.OPERATOR.name())
                        // the page and its files; what it shows is under /api/ops
                        .requestMatchers(HttpMethod.GET, "/console", "/console/", "/console/*")
                        .permitAll()
                        .requestMatchers("/api/**")
                        .authenticated()
                        .requestMatchers(HttpMethod.GET, "/", "/studio/*")
                        .permitAll()
                        .requestMatchers(
                                "/.well-known/jwks.json", "/openapi.yaml", "/docs", "/docs/**", "/problems/*", "/error")
                        .permitAll()
                        // reached on the management port only, which is not for the public
                        .requestMatchers(EndpointRequest.toAnyEndpoint())
                        .permitAll()
                        .anyRequest()
                        .authenticated());
    }
}
