package dev.darkroom.api.accept;

import dev.darkroom.api.accept.AcceptMeters.KeyUse;
import dev.darkroom.api.accept.Acceptance.Outcome;
import dev.darkroom.api.read.GenerationQueries;
import dev.darkroom.api.resource.GenerationResource;
import dev.darkroom.api.resource.Resources;
import dev.darkroom.batch.GroupCommit;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Brings an order to its commit and says what came of it.
final class Accepting {

    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final GroupCommit<Acceptance, Outcome> commits;
    private final IdempotencyKeys keys;
    private final GenerationQueries generations;
    private final Resources resources;
    private final AcceptMeters meters;
    private final AcceptSettings settings;

    Accepting(
            GroupCommit<Acceptance, Outcome> commits,
            IdempotencyKeys keys,
            GenerationQueries generations,
            Resources resources,
            AcceptMeters meters,
            AcceptSettings settings) {
        this.commits = commits;
        this.keys = keys;
        this.generations = generations;
        this.resources = resources;
        this.meters = meters;
        this.settings = settings;
    }

    /// Returns after the commit.
    ///
    /// @throws Problem UNAVAILABLE when the commit takes longer than `darkroom.accept.patience`. It may still
    ///     happen: a client finds out by repeating with the same Idempotency-Key
    Outcome accept(Acceptance acceptance) {
        try {
            return commits.submit(acceptance).get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("accepting failed", failed.getCause());
        } catch (TimeoutException slow) {
            throw unavailable("the database did not answer in time; the request may or may not have been accepted");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw unavailable("the service is stopping");
        }
    }

    /// The generation that the order's key belongs to.
    ///
    /// @throws Problem IDEMPOTENCY_MISMATCH when it was asked for with another body; IDEMPOTENCY_IN_PROGRESS when
    ///     the other request has not committed
    AcceptController.Earlier earlier(Acceptance acceptance) {
        var claimed = acceptance.key();
        if (claimed == null) {
            throw new IllegalStateException("only an order with a key can lose it");
        }
        var earlier = keys.find(acceptance.ownerId(), claimed.key()).orElseThrow(this::inProgress);
        if (!earlier.fingerprint().equals(claimed.fingerprint())) {
            meters.used(KeyUse.MISMATCH);
            throw IdempotencyKey.mismatch();
        }
        var row = generations.find(acceptance.ownerId(), earlier.generationId()).orElseThrow(this::inProgress);
        meters.used(KeyUse.REPEATED);
        return new AcceptController.Earlier(generations.resource(row), earlier.expiresAt());
    }

    /// A generation born just now has no pictures to look for.
    GenerationResource resource(GenerationRow row) {
        return resources.of(row, List.of());
    }

    Instant keptUntil(Instant acceptedAt) {
        return acceptedAt.plus(settings.idempotencyKept());
    }

    private Problem inProgress() {
        meters.used(KeyUse.IN_PROGRESS);
        return new Problem(
                ProblemCode.IDEMPOTENCY_IN_PROGRESS, "another request with this key is being accepted; try again");
    }

    private static Problem unavailable(String detail) {
        return new Problem(ProblemCode.UNAVAILABLE, detail, COME_BACK);
    }
}
