package dev.darkroom.api.overview;

import dev.darkroom.api.deadletter.DeadLetterResource;
import dev.darkroom.api.read.AttemptResource;
import dev.darkroom.api.read.TimelineEvent;
import dev.darkroom.api.resource.GenerationResource;
import java.util.List;
import java.util.UUID;

/// One generation's whole story.
///
/// @param traceId of the trace that it was accepted in and all its runs are part of
/// @param attempts over all runs, oldest first
/// @param deadLetters of its runs, the newest run first
/// @param told what its owner was told of it
record Story(
        UUID ownerId,
        String traceId,
        GenerationResource generation,
        List<AttemptResource> attempts,
        List<TimelineEvent> events,
        List<DeadLetterResource> deadLetters,
        List<ToldEvent> told) {}
