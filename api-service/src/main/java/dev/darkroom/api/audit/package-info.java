/// Who did what, when: what operators change is written down in the transaction that changes it. From the deciding
/// step, to `audit_event` and back to operators.
@NullMarked
package dev.darkroom.api.audit;

import org.jspecify.annotations.NullMarked;
