/// Single-use tickets, for clients that cannot send a header. From a bearer, to thirty seconds in
/// which a socket may open.
@NullMarked
package dev.darkroom.notifier.ticket;

import org.jspecify.annotations.NullMarked;
