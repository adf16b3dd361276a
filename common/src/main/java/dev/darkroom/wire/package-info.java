/// How what travels is written and read: one JSON mapper for records, events and REST. From
/// records, to bytes and back.
@NullMarked
package dev.darkroom.wire;

import org.jspecify.annotations.NullMarked;
