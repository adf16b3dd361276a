/// How the whole system stands, and one generation's whole story. From PostgreSQL, to operators; it changes
/// nothing.
@NullMarked
package dev.darkroom.api.overview;

import org.jspecify.annotations.NullMarked;
