/// Who is asking. From a bearer token or an API key, to a [dev.darkroom.identity.Caller].
@NullMarked
package dev.darkroom.identity;

import org.jspecify.annotations.NullMarked;
