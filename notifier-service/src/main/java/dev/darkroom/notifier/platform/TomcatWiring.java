package dev.darkroom.notifier.platform;

import dev.darkroom.notifier.sessions.SessionRules;
import java.time.Duration;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/// Makes an idle socket cheap. With Tomcat's own sizes one costs 76 KB, with these a third of it.
@Configuration(proxyBeanMethods = false)
class TomcatWiring {

    /// Events are one to three kilobytes; a longer one leaves in several frames of the same message.
    private static final int SOCKET_BUFFER = 2_048;

    /// Clients say little; what is longer arrives in parts.
    private static final int MESSAGE_BUFFER = 512;

    static {
        // Tomcat reads it once, when its WebSocket classes load, and has no other setting for it.
        System.setProperty("org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", Integer.toString(SOCKET_BUFFER));
    }

    @Bean
    ServletServerContainerFactoryBean smallMessageBuffers() {
        var container = new ServletServerContainerFactoryBean();
        container.setMaxTextMessageBufferSize(MESSAGE_BUFFER);
        container.setMaxBinaryMessageBufferSize(MESSAGE_BUFFER);
        return container;
    }

    /// An event stream's write that stands still this much longer than a session may has failed. Sockets have a limit
    /// of their own.
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Bean
    TomcatProtocolHandlerCustomizer<AbstractProtocol<?>> stalledWritesFail(SessionRules rules) {
        var longest = rules.limits().stallAfter().plus(GRACE);
        return protocol -> protocol.setConnectionTimeout(Math.toIntExact(longest.toMillis()));
    }

    @Bean
    TomcatProtocolHandlerCustomizer<AbstractProtocol<?>> smallSocketBuffers() {
        return protocol -> {
            protocol.setProperty("socket.appReadBufSize", Integer.toString(SOCKET_BUFFER));
            protocol.setProperty("socket.appWriteBufSize", Integer.toString(SOCKET_BUFFER));
        };
    }
}
