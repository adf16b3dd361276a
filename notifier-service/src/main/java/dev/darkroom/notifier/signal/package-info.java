/// What instances tell each other, and live progress. From the inbox, an acknowledgement, a revoked sign-in
/// or a worker, over Kafka `notifier.signal` and `generation.progress`, to the sessions of every instance.
/// Best effort: the next ping makes good what is lost.
@NullMarked
package dev.darkroom.notifier.signal;

import org.jspecify.annotations.NullMarked;
