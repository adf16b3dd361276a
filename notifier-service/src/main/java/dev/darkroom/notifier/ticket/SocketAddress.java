package dev.darkroom.notifier.ticket;

import java.net.URI;

/// Where clients open their sockets, as the outside sees it.
public record SocketAddress(URI url) {}
