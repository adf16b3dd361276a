/// The generation as REST shows it: the stored snapshot plus what depends on the moment of
/// reading. From rows, to JSON.
@NullMarked
package dev.darkroom.api.resource;

import org.jspecify.annotations.NullMarked;
