package dev.darkroom.trace;

import dev.darkroom.contract.TraceContext;
import org.jspecify.annotations.Nullable;

/// A piece of work in a trace. Used by one thread at a time; its end is recorded once.
public interface Step extends AutoCloseable {

    /// Of the generation that a step is about.
    String GENERATION = "darkroom.generation.id";

    /// What those begin from who go on from here.
    TraceContext context();

    /// @param name as in [Traces#begin], where more is known by now
    Step named(String name);

    Step with(String key, @Nullable String value);

    Step with(String key, long value);

    /// Points to a step elsewhere that led to this one.
    Step after(@Nullable TraceContext other);

    /// @param why few different ones, as a code
    Step failed(String why);

    @Override
    void close();
}
