/// Takes the owner's word that events were seen. From a session or a request, to `acknowledged_at`, once
/// and for good, and to whoever shows it on the owner's other devices.
@NullMarked
package dev.darkroom.notifier.acknowledge;

import org.jspecify.annotations.NullMarked;
