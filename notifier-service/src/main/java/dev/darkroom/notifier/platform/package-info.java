/// Settings, clock and wiring. Nobody depends on it.
@NullMarked
package dev.darkroom.notifier.platform;

import org.jspecify.annotations.NullMarked;
