/// Listens as an owner does. From WebSocket frames, to ended generations and the moment each was heard of.
@NullMarked
package dev.darkroom.bench.sockets;

import org.jspecify.annotations.NullMarked;
