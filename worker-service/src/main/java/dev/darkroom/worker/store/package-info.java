/// Checks image bytes and makes them durable. From `generate`'s drafts, to files whose name and
/// digest the row will carry.
@NullMarked
package dev.darkroom.worker.store;

import org.jspecify.annotations.NullMarked;
