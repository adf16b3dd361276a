package dev.darkroom.notifier.path;

import dev.darkroom.notifier.NotifierApplication;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The whole service in this JVM, on free ports.
final class RunningNotifier implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningNotifier(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// @param changed settings other than those that ship
    static RunningNotifier start(Database database, Broker broker, Map<String, String> changed) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.user());
        settings.put("spring.datasource.password", database.password());
        settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("spring.main.banner-mode", "off");
        settings.put("darkroom.notifier.webhook.key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        settings.put("darkroom.notifier.webhook.allow-private-addresses", "true");
        settings.putAll(changed);
        var arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new RunningNotifier(new SpringApplicationBuilder(NotifierApplication.class)
                .registerShutdownHook(false)
                .run(arguments));
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    URI socket(String query) {
        return URI.create("ws://127.0.0.1:" + port() + "/ws" + query);
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    @Override
    public void close() {
        context.close();
    }
}
