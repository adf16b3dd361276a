/// Settings that must not stand in a process list. From files named by the
/// environment, to ordinary properties.
@NullMarked
package dev.darkroom.settings;

import org.jspecify.annotations.NullMarked;
