@NullMarked
package dev.darkroom.notifier.path;

import org.jspecify.annotations.NullMarked;
