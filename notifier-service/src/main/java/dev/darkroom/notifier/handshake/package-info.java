/// Lets a client in or says why not, before the upgrade. From the HTTP request, to a session that
/// has an owner and an end.
@NullMarked
package dev.darkroom.notifier.handshake;

import org.jspecify.annotations.NullMarked;
