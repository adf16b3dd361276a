package dev.darkroom.api.canary;

import dev.darkroom.api.token.OwnTokens;
import dev.darkroom.identity.CanaryAccount;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Asks for one picture and waits until it can be looked at.
///
/// Every instance looks, and there is one generation all the same: they ask under the same idempotency key,
/// which is the number of the period, so the first makes it and the others are given it. Nobody has to be
/// elected, none that dies leaves a period unwatched, and each instance's own front door is tried.
final class Canary {

    private static final Logger log = LoggerFactory.getLogger(Canary.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Client client;
    private final OwnTokens tokens;
    private final Duration patience;
    private final LongSupplier nanos;

    /// @param nanos the monotonic clock
    Canary(Client client, OwnTokens tokens, Duration patience, LongSupplier nanos) {
        this.client = client;
        this.tokens = tokens;
        this.patience = patience;
        this.nanos = nanos;
    }

    /// @param period counted from 1970, the same on every instance
    Outcome look(long period) throws InterruptedException {
        try {
            return look("canary-" + period, tokens.forAccount(CanaryAccount.ID));
        } catch (IOException away) {
            return told(Outcome.UNREACHABLE, String.valueOf(away.getMessage()));
        } catch (Client.Refused refused) {
            return told(Outcome.REFUSED, String.valueOf(refused.getMessage()));
        }
    }

    private Outcome look(String key, String token) throws IOException, InterruptedException, Client.Refused {
        var began = nanos.getAsLong();
        var generation = client.order(token, key);
        var id = generation.path("generationId").asString("");
        while (generation.path("status").asString("").equals("PENDING")) {
            if (nanos.getAsLong() - began > patience.toNanos()) {
                // given up by its owner, it becomes no dead letter that operators would have to clear away
                client.cancel(token, id);
                return told(Outcome.LATE, "generation " + id);
            }
            Thread.sleep(POLL);
            generation = client.read(token, id);
        }
        return seen(generation, token);
    }

    private Outcome seen(JsonNode generation, String token) throws IOException, InterruptedException, Client.Refused {
        if (!generation.path("status").asString("").equals("COMPLETE")) {
            return told(
                    Outcome.FAILED,
                    generation.path("failure").path("code").asString("") + " of generation "
                            + generation.path("generationId").asString(""));
        }
        var imageId = generation.path("images").path(0).path("imageId").asString("");
        return client.bytesOf(token, imageId) > 0 ? Outcome.SEEN : told(Outcome.REFUSED, "the picture is empty");
    }

    private static Outcome told(Outcome outcome, String detail) {
        log.atWarn()
                .addKeyValue("outcome", outcome.label())
                .addKeyValue("detail", detail)
                .log("the canary saw no picture; it looks again in the next period");
        return outcome;
    }
}
