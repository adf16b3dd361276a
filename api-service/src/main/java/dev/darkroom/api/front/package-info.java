/// Where a reader begins: the index, the API's description and its problems. From nothing but an
/// address, to links and pages.
@NullMarked
package dev.darkroom.api.front;

import org.jspecify.annotations.NullMarked;
