package dev.darkroom.trace;

import dev.darkroom.contract.TraceContext;
import org.jspecify.annotations.Nullable;

/// A step that nobody records.
record Silent(TraceContext context) implements Step {

    @Override
    public Step named(String name) {
        return this;
    }

    @Override
    public Step with(String key, @Nullable String value) {
        return this;
    }

    @Override
    public Step with(String key, long value) {
        return this;
    }

    @Override
    public Step after(@Nullable TraceContext other) {
        return this;
    }

    @Override
    public Step failed(String why) {
        return this;
    }

    @Override
    public void close() {
        // nothing began
    }
}
