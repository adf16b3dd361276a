/// Speaks plain HTTP/1.1 as cheaply as it can, because it shares the cores with what it measures. From prebuilt
/// requests, to counted and timed answers.
@NullMarked
package dev.darkroom.bench.http;

import org.jspecify.annotations.NullMarked;
