/// A real Chromium for tests of pages: opened, looked at, clicked and typed into as a person would, under whatever
/// conditions a person may be.
@NullMarked
package dev.darkroom.testkit.browser;

import org.jspecify.annotations.NullMarked;
