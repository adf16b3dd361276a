/// Signing in and staying so: access tokens, refresh tokens and the published key. From
/// credentials, to signed tokens.
@NullMarked
package dev.darkroom.api.token;

import org.jspecify.annotations.NullMarked;
