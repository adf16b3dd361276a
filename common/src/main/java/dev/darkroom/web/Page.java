package dev.darkroom.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param nextCursor opaque; asks for the page after this one; null on the last
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
