/// Plays the worker's part towards the notifier. From owners and the moment an event is due, to records on
/// `generation.events`.
@NullMarked
package dev.darkroom.bench.feed;

import org.jspecify.annotations.NullMarked;
