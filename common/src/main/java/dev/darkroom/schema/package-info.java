/// The schema's version as a precondition. From Flyway's history, to a service that may start.
@NullMarked
package dev.darkroom.schema;

import org.jspecify.annotations.NullMarked;
