/// Counts image calls as they arrive, by generation and by attempt, so that tests find the one too many.
/// From `door`, to whoever asks.
@NullMarked
package dev.darkroom.stub.calls;

import org.jspecify.annotations.NullMarked;
