/// Tells owners how their generations stand: one, a page, its attempts, its timeline. From PostgreSQL, to
/// HTTP; it changes nothing.
@NullMarked
package dev.darkroom.api.read;

import org.jspecify.annotations.NullMarked;
