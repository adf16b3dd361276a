package dev.darkroom.notifier.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param key seals the secrets: 32 bytes in Base64, the same on every instance
/// @param allowPrivateAddresses whether receivers may live on this machine or network, and without TLS
/// @param perOwner most webhooks of one owner
/// @param timeout how long one attempt may take, from looking up the name to the status
/// @param retries the pauses after failed attempts; after the last one a delivery has failed
/// @param jitter the part of a pause that chance adds or takes away
/// @param rotation how long a former secret signs too
/// @param patience how long a webhook may fail without a success or a pause before it is switched off
/// @param retention how long deliveries are kept
/// @param inFlight most attempts at once on this instance
/// @param inFlightPerWebhook most attempts at once of one webhook on this instance
/// @param inFlightPerOwner most attempts at once of one owner on this instance, and as many of webhooks that fail
/// @param lookEvery how often to look for due deliveries that nobody told of
@ConfigurationProperties("darkroom.notifier.webhook")
public record WebhookSettings(
        String key,
        boolean allowPrivateAddresses,
        int perOwner,
        Duration timeout,
        List<Duration> retries,
        double jitter,
        Duration rotation,
        Duration patience,
        Duration retention,
        int inFlight,
        int inFlightPerWebhook,
        @DefaultValue("20") int inFlightPerOwner,
        Duration lookEvery) {

    public WebhookSettings {
        retries = List.copyOf(retries);
        require(perOwner >= 1, "per-owner must be at least 1");
        require(timeout.isPositive(), "timeout must be positive");
        require(retries.stream().noneMatch(Duration::isNegative), "retries must not be negative");
        require(jitter >= 0 && jitter < 1, "jitter must be 0 or more and less than 1");
        require(!rotation.isNegative(), "rotation must not be negative");
        require(patience.isPositive(), "patience must be positive");
        require(retention.isPositive(), "retention must be positive");
        require(inFlight >= 2, "in-flight must be at least 2");
        require(inFlightPerWebhook >= 1, "in-flight-per-webhook must be at least 1");
        require(inFlightPerOwner >= 1, "in-flight-per-owner must be at least 1");
        require(lookEvery.isPositive(), "look-every must be positive");
    }

    private static void require(boolean so, String what) {
        if (!so) {
            throw new IllegalArgumentException("darkroom.notifier.webhook." + what);
        }
    }

    /// After this long without a result, another instance takes an attempt over. Twice the time one may take, and
    /// some for the database.
    public Duration lease() {
        return timeout.multipliedBy(2).plusSeconds(15);
    }

    /// A webhook that has failed for longer than this waits among its like. Two attempts that hang fit into it,
    /// so that one failure is not enough, and who keeps hanging soon does so elsewhere.
    public Duration forbearance() {
        return timeout.multipliedBy(2);
    }

    @Override
    public String toString() {
        return "WebhookSettings[the key is hidden]";
    }
}
