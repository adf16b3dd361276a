/// Clients that misbehave on purpose, while others are measured. From a kind of misdeed, to sockets that a notifier has
/// to let go.
@NullMarked
package dev.darkroom.bench.mischief;

import org.jspecify.annotations.NullMarked;
