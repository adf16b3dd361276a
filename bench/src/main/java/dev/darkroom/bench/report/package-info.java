/// Says what was measured, on which machine. From durations and counts, to text and JSON.
@NullMarked
package dev.darkroom.bench.report;

import org.jspecify.annotations.NullMarked;
