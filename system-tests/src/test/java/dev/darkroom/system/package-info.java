/// The whole path, on the real jars as real processes, driven over HTTP and WebSocket. From a prompt, through every
/// fault we can think of, to what must hold in the end.
@NullMarked
package dev.darkroom.system;

import org.jspecify.annotations.NullMarked;
