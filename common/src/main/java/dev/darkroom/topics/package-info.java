/// The topics as they must exist before anyone produces. From the contract, to the broker.
@NullMarked
package dev.darkroom.topics;

import org.jspecify.annotations.NullMarked;
