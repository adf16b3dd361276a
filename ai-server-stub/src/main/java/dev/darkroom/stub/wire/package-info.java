/// What passes between the door and the desks behind it: a request read whole, an answer not yet sent, a refusal.
/// From `door`, to `images` and `moderation`.
@NullMarked
package dev.darkroom.stub.wire;

import org.jspecify.annotations.NullMarked;
