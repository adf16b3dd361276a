/// Operators' page. From the address of this service, to files that a browser runs; everything it shows and does goes
/// through `/api/ops`.
@NullMarked
package dev.darkroom.api.console;

import org.jspecify.annotations.NullMarked;
