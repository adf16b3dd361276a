/// What tests stand on: real PostgreSQL and Kafka wherever the suite runs, a clock to set, a cable to cut, and the one
/// way to wait.
@NullMarked
package dev.darkroom.testkit;

import org.jspecify.annotations.NullMarked;
