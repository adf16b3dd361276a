/// Keeps what operators look at equal to what is so. From the rules, the dashboards and the runbook, to a message that
/// says what to change.
@NullMarked
package dev.darkroom.ops;

import org.jspecify.annotations.NullMarked;
