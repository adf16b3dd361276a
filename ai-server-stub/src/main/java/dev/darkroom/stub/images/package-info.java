/// Reads an order for pictures, has them painted and packs them as OpenAI does.
/// From `door`, by way of `painting`, back to `door`.
@NullMarked
package dev.darkroom.stub.images;

import org.jspecify.annotations.NullMarked;
