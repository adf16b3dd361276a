/// One measurement a class. From settings and a running system, to a report.
@NullMarked
package dev.darkroom.bench.run;

import org.jspecify.annotations.NullMarked;
