/// Prepares the running system. From addresses, to owners with tokens and an AI server of a known speed.
@NullMarked
package dev.darkroom.bench.system;

import org.jspecify.annotations.NullMarked;
