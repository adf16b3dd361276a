package dev.darkroom.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Gives a test class a real PostgreSQL database of its own (schema applied) and a real Kafka broker.
///
/// Where they come from: `DARKROOM_TEST_DATABASE_URL` (with `_USER`, `_PASSWORD`) and `DARKROOM_TEST_KAFKA` when set;
/// else Testcontainers when a Docker engine answers; else embedded. They start once per JVM and only when asked for.
///
/// Spring tests find them as the properties `spring.datasource.url`, `.username`, `.password` and
/// `spring.kafka.bootstrap-servers`; others take a [Database] or a [Broker] as a parameter.
@Target(ElementType.TYPE)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealPartsExtension.class)
public @interface RealParts {

    /// False for tests that need the database only: the broker takes seconds to start.
    boolean kafka() default true;

    /// False leaves the database empty, for tests of the migration itself.
    boolean schema() default true;
}
