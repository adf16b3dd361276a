@NullMarked
package dev.darkroom.notifier.front;

import org.jspecify.annotations.NullMarked;
