/// Failures that are not the owner's doing, as rows that operators can find, read and discard. From
/// `generation.dlt`, to `dead_letter` and `/api/ops/dead-letter`.
@NullMarked
package dev.darkroom.api.deadletter;

import org.jspecify.annotations.NullMarked;
