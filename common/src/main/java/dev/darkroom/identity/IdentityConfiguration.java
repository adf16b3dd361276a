package dev.darkroom.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.darkroom.settings.SettingRefused;
import dev.darkroom.web.Origins;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Gives a service its callers. Import it, together with `WebConfiguration`, and build a chain with [BearerChain]. The
/// service that signs tokens has its keys as a bean; every other sets `darkroom.identity.jwks-uri`.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
public class IdentityConfiguration {

    @Bean
    BearerVerifier bearerVerifier(
            ObjectProvider<JWKSource<SecurityContext>> ownKeys,
            IdentitySettings settings,
            JdbcTemplate jdbc,
            Clock clock) {
        var own = ownKeys.getIfAvailable();
        var keys = own == null ? published(settings) : own;
        return new BearerVerifier(
                new AccessTokens(keys, clock, settings), new ApiKeys(jdbc, clock, own != null), clock, settings);
    }

    private static JWKSource<SecurityContext> published(IdentitySettings settings) {
        var jwksUri = settings.jwksUri();
        if (jwksUri == null) {
            throw new SettingRefused(
                    "darkroom.identity.jwks-uri is not set, so no token can be checked.",
                    "Set it to the address of api-service's /.well-known/jwks.json.");
        }
        return PublishedKeys.at(jwksUri);
    }

    @Bean
    BearerChain bearerChain(
            BearerVerifier bearers,
            Origins origins,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return new BearerChain(bearers, origins.filter(problems), problems);
    }

    /// The request as a whole is measured already; an observation around each filter as well would add nothing.
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    WebMvcConfigurer callerArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }
}
