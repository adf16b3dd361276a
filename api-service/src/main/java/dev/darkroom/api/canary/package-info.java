/// Asks for a picture now and then, as a client does, so that a system that nobody uses is watched too. From the clock,
/// over the public API, to meters.
@NullMarked
package dev.darkroom.api.canary;

import org.jspecify.annotations.NullMarked;
