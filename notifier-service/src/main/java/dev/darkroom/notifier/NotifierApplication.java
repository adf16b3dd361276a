package dev.darkroom.notifier;

import dev.darkroom.consumer.ConsumerConfiguration;
import dev.darkroom.identity.IdentityConfiguration;
import dev.darkroom.schema.SchemaConfiguration;
import dev.darkroom.topics.TopicsConfiguration;
import dev.darkroom.web.WebConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

@SpringBootApplication(proxyBeanMethods = false)
@Import({
    SchemaConfiguration.class,
    TopicsConfiguration.class,
    ConsumerConfiguration.class,
    WebConfiguration.class,
    IdentityConfiguration.class
})
public class NotifierApplication {

    public static void main(String[] args) {
        SpringApplication.run(NotifierApplication.class, args);
    }
}
