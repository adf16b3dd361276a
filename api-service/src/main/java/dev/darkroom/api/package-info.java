/// REST for front ends and operators. From HTTP, to PostgreSQL and the outbox, and back to HTTP.
@NullMarked
package dev.darkroom.api;

import org.jspecify.annotations.NullMarked;
