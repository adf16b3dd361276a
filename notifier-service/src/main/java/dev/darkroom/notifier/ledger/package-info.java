/// The owners' numbered streams as PostgreSQL keeps them. From the inbox and the sessions, to rows and back.
@NullMarked
package dev.darkroom.notifier.ledger;

import org.jspecify.annotations.NullMarked;
