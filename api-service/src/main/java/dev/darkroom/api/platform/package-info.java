/// What holds api-service together: time, ids, chance, who may call what, and the container's own
/// manners. Nobody depends on it.
@NullMarked
package dev.darkroom.api.platform;

import org.jspecify.annotations.NullMarked;
