/// Turns a prompt, a size and a seed into pixels, the same ones every time. From `images`, to `images`.
@NullMarked
package dev.darkroom.stub.painting;

import org.jspecify.annotations.NullMarked;
