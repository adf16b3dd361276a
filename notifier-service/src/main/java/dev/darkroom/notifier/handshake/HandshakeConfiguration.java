package dev.darkroom.notifier.handshake;

import dev.darkroom.identity.BearerVerifier;
import dev.darkroom.notifier.doors.Doors;
import dev.darkroom.notifier.sessions.Farewell;
import dev.darkroom.notifier.sessions.SocketHandler;
import dev.darkroom.notifier.ticket.Tickets;
import dev.darkroom.web.Origins;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class HandshakeConfiguration {

    @Bean
    HandshakeGate handshakeGate(
            Farewell farewell,
            Origins origins,
            Doors doors,
            Tickets tickets,
            BearerVerifier bearers,
            InstantSource clock,
            LongSupplier nanos) {
        return new HandshakeGate(farewell, origins, doors, new Passes(tickets, bearers), clock, nanos);
    }

    @Bean
    FilterRegistrationBean<Uncompressed> uncompressed() {
        var filter = new FilterRegistrationBean<>(new Uncompressed());
        filter.addUrlPatterns("/ws");
        return filter;
    }

    /// As many at once as keep the processors busy while some wait for the database.
    @Bean
    FilterRegistrationBean<Turnstile> turnstile(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var atOnce = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        var filter = new FilterRegistrationBean<>(new Turnstile(atOnce, problems));
        filter.addUrlPatterns("/ws");
        return filter;
    }

    /// Spring's own origin check knows only a bare 403, so the gate does it and Spring lets every origin through.
    @Bean
    WebSocketConfigurer webSocket(
            SocketHandler sockets,
            HandshakeGate gate,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            Supplier<UUID> ids,
            MeterRegistry meters) {
        var handshake = new DefaultHandshakeHandler(new Forgetful());
        handshake.setSupportedProtocols(Credential.SUBPROTOCOL);
        return registry -> registry.addHandler(sockets, "/ws")
                .setHandshakeHandler(handshake)
                .addInterceptors(new Handshake(gate, problems, () -> ids.get().toString(), meters))
                .setAllowedOriginPatterns("*");
    }
}
