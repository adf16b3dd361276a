@NullMarked
package dev.darkroom.notifier.retention;

import org.jspecify.annotations.NullMarked;
