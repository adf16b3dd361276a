package dev.darkroom.trace;

import dev.darkroom.contract.TraceContext;
import org.jspecify.annotations.Nullable;

/// Begins steps. Nothing is bound to a thread: a step's context is handed on like any other value, for many
/// generations share a poll, a transaction and a thread.
public interface Traces {

    /// Records nothing and passes contexts on as they came.
    Traces OFF = new Traces() {

        @Override
        public Step begin(String name, Kind kind, @Nullable TraceContext parent) {
            return new Silent(parent == null ? TraceContext.fresh() : parent);
        }

        @Override
        public boolean on() {
            return false;
        }

        @Override
        public boolean record(@Nullable TraceContext context) {
            return false;
        }
    };

    /// The step is recorded if its parent is.
    ///
    /// @param name few different ones: no ids
    /// @param parent null begins a trace
    Step begin(String name, Kind kind, @Nullable TraceContext parent);

    /// Whether any step can be recorded.
    boolean on();

    /// Whether a step below that context would be recorded: for those who would have to look for more to tell.
    boolean record(@Nullable TraceContext context);
}
