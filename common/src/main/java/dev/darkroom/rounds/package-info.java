/// What a service does again and again while it runs. From its start to its stop, one thread for each such thing.
@NullMarked
package dev.darkroom.rounds;

import org.jspecify.annotations.NullMarked;
