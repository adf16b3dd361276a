@NullMarked
package dev.darkroom.notifier.rfc6455;

import org.jspecify.annotations.NullMarked;
