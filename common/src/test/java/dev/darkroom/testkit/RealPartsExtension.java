package dev.darkroom.testkit;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Creates the class's database before Spring builds its context, and hands both parts to parameters.
final class RealPartsExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace HERE = Namespace.create(RealPartsExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        var wanted = context.getRequiredTestClass().getAnnotation(RealParts.class);
        if (wanted == null) {
            return;
        }
        var database = PostgresServer.get().newDatabase();
        if (wanted.schema()) {
            database.migrated();
        }
        context.getStore(HERE).put(Database.class, database);
        System.setProperty("spring.datasource.url", database.url());
        System.setProperty("spring.datasource.username", database.user());
        System.setProperty("spring.datasource.password", database.password());
        if (wanted.kafka()) {
            var broker = KafkaServer.get().broker();
            context.getStore(HERE).put(Broker.class, broker);
            System.setProperty("spring.kafka.bootstrap-servers", broker.bootstrapServers());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass().isAnnotationPresent(RealParts.class)) {
            System.clearProperty("spring.datasource.url");
            System.clearProperty("spring.datasource.username");
            System.clearProperty("spring.datasource.password");
            System.clearProperty("spring.kafka.bootstrap-servers");
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Database.class || type == Broker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        var part = context.getStore(HERE).get(type);
        if (part == null) {
            throw new IllegalStateException("@RealParts of this class does not ask for " + type.getSimpleName());
        }
        return part;
    }
}
