/// Where a front end begins: the socket's description, a client for browsers and a page that shows both. From nothing
/// but an address, to files; no events pass here.
@NullMarked
package dev.darkroom.notifier.front;

import org.jspecify.annotations.NullMarked;
