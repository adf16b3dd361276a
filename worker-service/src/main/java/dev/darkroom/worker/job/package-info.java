/// The heart: what is held, how an attempt can end, and what that makes of its generation.
/// Plain values; no framework.
@NullMarked
package dev.darkroom.worker.job;

import org.jspecify.annotations.NullMarked;
