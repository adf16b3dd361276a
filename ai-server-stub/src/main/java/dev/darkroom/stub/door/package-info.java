/// Takes calls over HTTP, counts them, lets the faults have their way and sends what the desks answer.
/// From the network, by way of `calls` and `fault`, to `images` and `moderation`.
@NullMarked
package dev.darkroom.stub.door;

import org.jspecify.annotations.NullMarked;
