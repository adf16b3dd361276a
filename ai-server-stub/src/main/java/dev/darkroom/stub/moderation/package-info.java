/// Flags texts by a short list of words, in two services' shapes. From `door`, back to it; `images` asks it too.
///
/// The words: `forbidden` (illicit), `gore` (violence/graphic), `nsfw` (sexual). They count as whole words, in any
/// case.
@NullMarked
package dev.darkroom.stub.moderation;

import org.jspecify.annotations.NullMarked;
