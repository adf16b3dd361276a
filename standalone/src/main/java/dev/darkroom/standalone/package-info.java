/// Runs every part of Darkroom on one machine, each as a process of its own, from the jars that get deployed. From the
/// built project and a data folder, to a system that answers and is kept alive until it is stopped.
@NullMarked
package dev.darkroom.standalone;

import org.jspecify.annotations.NullMarked;
