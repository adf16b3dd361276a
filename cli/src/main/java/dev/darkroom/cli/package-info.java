/// The operator's commands. From words at a terminal, over the public API, to lines and an exit code.
@NullMarked
package dev.darkroom.cli;

import org.jspecify.annotations.NullMarked;
