/// Where ids come from. Handed in, so that a test can name them.
@NullMarked
package dev.darkroom.ids;

import org.jspecify.annotations.NullMarked;
