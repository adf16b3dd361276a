/// The inbox for clients that ask: pages by cursor, and acknowledgements. From a request, to the stored envelopes as
/// they are, and to `acknowledge`.
@NullMarked
package dev.darkroom.notifier.mailbox;

import org.jspecify.annotations.NullMarked;
