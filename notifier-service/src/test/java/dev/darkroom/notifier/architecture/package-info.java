@NullMarked
package dev.darkroom.notifier.architecture;

import org.jspecify.annotations.NullMarked;
