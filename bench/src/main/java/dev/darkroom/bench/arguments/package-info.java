/// Turns words into settings and refuses what could do harm. From the command line, to a run.
@NullMarked
package dev.darkroom.bench.arguments;

import org.jspecify.annotations.NullMarked;
