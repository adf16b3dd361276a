/// The load generator. From a command line, through a running system, to a report.
@NullMarked
package dev.darkroom.bench;

import org.jspecify.annotations.NullMarked;
