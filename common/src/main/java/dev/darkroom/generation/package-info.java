/// The generation row as the services read it. From PostgreSQL, to the snapshot that REST and events carry.
@NullMarked
package dev.darkroom.generation;

import org.jspecify.annotations.NullMarked;
