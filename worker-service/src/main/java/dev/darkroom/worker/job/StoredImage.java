package dev.darkroom.worker.job;

import dev.darkroom.contract.GenerationSnapshot.Image;

/// A picture whose bytes are durable.
///
/// @param storageKey where, below the store's root
public record StoredImage(String storageKey, Image image) {}
