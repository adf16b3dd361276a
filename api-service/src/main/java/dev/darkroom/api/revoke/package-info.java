/// Lets sockets end with the sign-in or key that opened them. From the steps that revoke one, in their transaction, to
/// Kafka `notifier.signal`.
@NullMarked
package dev.darkroom.api.revoke;

import org.jspecify.annotations.NullMarked;
