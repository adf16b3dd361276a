/// Decides how a call goes wrong, and how long it takes.
/// From the settings in force and the call's own headers, to `door`.
@NullMarked
package dev.darkroom.stub.fault;

import org.jspecify.annotations.NullMarked;
