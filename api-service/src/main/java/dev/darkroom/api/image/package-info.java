/// Hands out stored pictures by signed, expiring addresses or to their owner. From the image store, to HTTP.
@NullMarked
package dev.darkroom.api.image;

import org.jspecify.annotations.NullMarked;
