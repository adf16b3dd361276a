package dev.darkroom.notifier.webhook.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/// Turns the name in a webhook's address into the very addresses that are connected to, once for each connection, and
/// refuses the connection when a single one of them is not public: a name must not be able to say one thing to the
/// check and another to the connection. Addresses written as numbers come through here too.
final class GuardedNames implements DnsResolver {

    /// Asks the system, which may block for long.
    interface Names {

        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final AddressGuard guard;
    private final Names names;
    private final ExecutorService threads;
    private final Duration patience;

    /// @param threads of the platform: a look-up blocks in native code and would hold a virtual thread's carrier.
    ///     When it takes no more, the attempt has not begun
    GuardedNames(AddressGuard guard, Names names, ExecutorService threads, Duration patience) {
        this.guard = guard;
        this.names = names;
        this.threads = threads;
        this.patience = patience;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = lookUp(host);
        if (!Stream.of(found).allMatch(guard::admits)) {
            throw new AddressRefused(host);
        }
        return found;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        try {
            var asked = threads.submit(() -> names.of(host));
            try {
                return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                asked.cancel(true);
            }
        } catch (RejectedExecutionException full) {
            throw new NotAsked(host);
        } catch (ExecutionException | TimeoutException none) {
            throw new UnknownHostException(host);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /// Every thread for look-ups is held by other names: nothing is known of this one.
    static final class NotAsked extends UnknownHostException {

        private static final long serialVersionUID = 1;

        NotAsked(String host) {
            super(host);
        }
    }

    /// The name exists, and leads where no webhook may lead.
    static final class AddressRefused extends UnknownHostException {

        private static final long serialVersionUID = 1;

        AddressRefused(String host) {
            super(host);
        }
    }
}
