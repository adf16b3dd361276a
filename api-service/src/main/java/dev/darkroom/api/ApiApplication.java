package dev.darkroom.api;

import dev.darkroom.consumer.ConsumerConfiguration;
import dev.darkroom.identity.IdentityConfiguration;
import dev.darkroom.outbox.OutboxConfiguration;
import dev.darkroom.web.WebConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

@SpringBootApplication(proxyBeanMethods = false)
@Import({OutboxConfiguration.class, ConsumerConfiguration.class, WebConfiguration.class, IdentityConfiguration.class})
public class ApiApplication {

    public static void main(String[] args) {
        SpringApplication.run(ApiApplication.class, args);
    }
}
