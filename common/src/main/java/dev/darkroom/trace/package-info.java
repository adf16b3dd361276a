/// One trace a generation: its steps as spans, and its ids on every line of the log. From the rims of the steps, to
/// an OpenTelemetry collector where one is set, and to the log's fields everywhere.
@NullMarked
package dev.darkroom.trace;

import org.jspecify.annotations.NullMarked;
