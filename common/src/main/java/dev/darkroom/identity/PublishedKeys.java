package dev.darkroom.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;

/// The keys api-service publishes, fetched when first needed and kept. A `kid` that is not among them makes us look
/// again, at most twice in 5 s; while api-service is away, the keys known so far go on serving.
final class PublishedKeys {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(2);
    private static final int LARGEST = 64 * 1024;
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration WAIT_FOR_ANOTHERS_LOOK = Duration.ofSeconds(5);

    private PublishedKeys() {}

    static JWKSource<SecurityContext> at(URI jwksUri) {
        try {
            return JWKSourceBuilder.<SecurityContext>create(
                            jwksUri.toURL(),
                            new DefaultResourceRetriever((int) CONNECT.toMillis(), (int) READ.toMillis(), LARGEST))
                    .cache(FRESH.toMillis(), WAIT_FOR_ANOTHERS_LOOK.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(LOOK_AGAIN.toMillis())
                    .outageTolerantForever()
                    .build();
        } catch (MalformedURLException wrong) {
            throw new IllegalArgumentException("darkroom.identity.jwks-uri is no address", wrong);
        }
    }
}
