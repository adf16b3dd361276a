/// Listens as ten thousand owners do, from one thread. From tokens, to events counted, timed and looked through for
/// holes.
@NullMarked
package dev.darkroom.bench.crowd;

import org.jspecify.annotations.NullMarked;
