/// The page for people who make pictures. From the address of this service, to files that a browser runs; everything
/// else that page does goes through the public API and the socket.
@NullMarked
package dev.darkroom.api.studio;

import org.jspecify.annotations.NullMarked;
