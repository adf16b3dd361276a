package dev.darkroom.notifier.platform;

import dev.darkroom.notifier.sessions.SessionRules;
import java.time.Duration;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/// Makes an idle socket cheap: with Tomcat's own sizes one costs 76 KB. Where the rest goes is in the decision on
/// Tomcat.
@Configuration(proxyBeanMethods = false)
class TomcatWiring {

    /// Tomcat gives each socket three of them. An event of a real picture has 1.6 KB: what fits leaves in one frame and
    /// one write, and writes are half of what a crowd costs.
    private static final int FRAME_BUFFER = 1_664;

    /// What was asked, which is read into a buffer of the request's own, and what a client says.
    private static final int READ_BUFFER = 512;

    /// An event with its frame's head, in one write.
    private static final int WRITE_BUFFER = 1_728;

    /// Clients say little; what is longer arrives in parts.
    private static final int MESSAGE_BUFFER = 128;

    static {
        // Tomcat reads it once, when its WebSocket classes load, and has no other setting for it.
        System.setProperty("org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", Integer.toString(FRAME_BUFFER));
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
            protocol.setProperty("socket.appReadBufSize", Integer.toString(READ_BUFFER));
            protocol.setProperty("socket.appWriteBufSize", Integer.toString(WRITE_BUFFER));
        };
    }
}
