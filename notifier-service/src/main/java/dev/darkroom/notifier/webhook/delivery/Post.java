package dev.darkroom.notifier.webhook.delivery;

import dev.darkroom.notifier.webhook.delivery.Answer.Why;
import dev.darkroom.notifier.webhook.delivery.GuardedNames.AddressRefused;
import dev.darkroom.notifier.webhook.delivery.GuardedNames.NotAsked;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Makes one POST to someone else's server, and trusts nothing of it: no redirects, no cookies, no retries of the
/// client's own, no connection kept, no byte of the answer read beyond its head, and an end to it after the time given,
/// however slowly the other side drips.
final class Post implements AutoCloseable {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;

    private final CloseableHttpClient client;
    private final ExecutorService threads;
    private final InstantSource clock;
    private final Duration timeout;
    private final boolean withoutTls;

    /// @param withoutTls whether plain HTTP is allowed
    Post(GuardedNames names, ExecutorService threads, InstantSource clock, Limits limits, boolean withoutTls) {
        this.threads = threads;
        this.clock = clock;
        this.timeout = limits.timeout();
        this.withoutTls = withoutTls;
        this.client = client(names, limits);
    }

    /// @param timeout from looking up the name to the status
    /// @param atOnce most connections, so that no attempt waits for another's
    record Limits(Duration timeout, int atOnce, String userAgent) {}

    private static CloseableHttpClient client(GuardedNames names, Limits limits) {
        var patience = Timeout.of(limits.timeout());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setMaxConnTotal(2 * limits.atOnce())
                .setMaxConnPerRoute(2 * limits.atOnce())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(patience).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(patience)
                        .setSocketTimeout(patience)
                        .build())
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                // What proxies the environment names is not asked: the guard must see the real address.
                .setRoutePlanner(new DefaultRoutePlanner(null))
                // A connection that is kept would be used again without a look at where it leads.
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(patience)
                        .setConnectionRequestTimeout(patience)
                        .build())
                .setUserAgent(limits.userAgent())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .build();
    }

    /// Returns within the timeout.
    Answer send(URI url, Map<String, String> headers, byte[] body) throws InterruptedException {
        if (!withoutTls && !"https".equalsIgnoreCase(url.getScheme())) {
            return new Answer.None(Why.HTTPS_REQUIRED);
        }
        var request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, ContentType.create("application/json")));
        Future<Answer> sending;
        try {
            sending = threads.submit(() -> exchange(request));
        } catch (RejectedExecutionException stopping) {
            return new Answer.None(Why.BROKEN_ANSWER);
        }
        try {
            return sending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return new Answer.None(Why.TIMEOUT);
        } catch (ExecutionException failed) {
            return new Answer.None(why(failed.getCause()));
        } finally {
            hangUp(request);
            sending.cancel(true);
        }
    }

    /// For the end of the service.
    void breakOff() {
        threads.shutdownNow();
    }

    private Answer exchange(HttpPost request) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        try {
            var wish = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            return new Answer.Status(
                    response.getCode(), RetryAfter.read(wish == null ? null : wish.getValue(), clock.instant()));
        } finally {
            // Closing the answer alone would read it to its end, which may never come.
            hangUp(request);
            closeQuietly(response);
        }
    }

    private static void hangUp(HttpPost request) {
        request.cancel();
    }

    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException alreadyClosed) {
            // it was hung up before
        }
    }

    private static Why why(@Nullable Throwable failure) {
        return switch (failure) {
            case NotAsked _ -> Why.NOT_BEGUN;
            case AddressRefused _ -> Why.ADDRESS_REFUSED;
            case UnknownHostException _ -> Why.UNKNOWN_HOST;
            case SSLException _ -> Why.TLS_FAILED;
            case SocketTimeoutException _ -> Why.TIMEOUT;
            case ConnectException _, NoRouteToHostException _ -> Why.CONNECT_FAILED;
            case null, default -> Why.BROKEN_ANSWER;
        };
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
