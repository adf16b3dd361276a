/// Ends a run early, or begins a new one. From the owner's cancel or retry, or an operator's replay, to one guarded
/// statement, its event and the next work record.
@NullMarked
package dev.darkroom.api.run;

import org.jspecify.annotations.NullMarked;
