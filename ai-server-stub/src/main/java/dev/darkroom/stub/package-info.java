/// A stand-in AI server for development and tests: starts the process, reads its settings, stops it.
@NullMarked
package dev.darkroom.stub;

import org.jspecify.annotations.NullMarked;
