package dev.darkroom.api.account;

import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Hashes and compares passwords with Argon2id. Each takes tens of milliseconds and 19 MiB by design, so only two run
/// at a time and few may wait. They run on threads of their own: on a virtual thread a hash would hold the carrier that
/// all other requests need. A flood of sign-ins slows sign-ins, and little else.
final class Passwords {

    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    private static final int AT_ONCE = 2;
    private static final int WAITING = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// OWASP's Argon2id setting of 19 MiB, two passes, one lane.
    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);

    private final ExecutorService hashing = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("password-", 1).daemon().factory());
    private final String ofNobody = encode("nobody has this password");

    String hash(String password) {
        return inTurn(() -> encode(password));
    }

    /// Takes the same time without an account.
    ///
    /// @param hash what is stored, null when there is no account
    boolean match(String password, @Nullable String hash) {
        boolean same = inTurn(() -> argon2.matches(password, hash == null ? ofNobody : hash));
        return same && hash != null;
    }

    private String encode(String password) {
        var hash = argon2.encode(password);
        if (hash == null) {
            throw new IllegalStateException("only a null password has no hash");
        }
        return hash;
    }

    private <T> T inTurn(Callable<T> work) {
        Future<T> turn;
        try {
            turn = hashing.submit(work);
        } catch (RejectedExecutionException tooMany) {
            throw busy();
        }
        try {
            return turn.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            turn.cancel(false);
            throw busy();
        } catch (InterruptedException stop) {
            turn.cancel(false);
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a password cannot be hashed", broken.getCause());
        }
    }

    private static Problem busy() {
        return new Problem(ProblemCode.UNAVAILABLE, "Too many people are signing in.", PATIENCE);
    }
}
