/// What travels between the services: topics, work records and events. Plain Java; every
/// record has a golden JSON file.
@NullMarked
package dev.darkroom.contract;

import org.jspecify.annotations.NullMarked;
