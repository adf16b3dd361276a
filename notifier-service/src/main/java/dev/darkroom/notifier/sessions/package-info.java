/// Open sockets, each a cursor and a wake flag. From the inbox's nudge or the ledger, to
/// frames in the order of `seq`.
@NullMarked
package dev.darkroom.notifier.sessions;

import org.jspecify.annotations.NullMarked;
