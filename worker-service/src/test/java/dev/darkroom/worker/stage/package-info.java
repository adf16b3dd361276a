/// What the worker's tests stand on: an AI server that plays every part, generations as api-service accepts them, and
/// pictures whole and broken.
@NullMarked
package dev.darkroom.worker.stage;

import org.jspecify.annotations.NullMarked;
