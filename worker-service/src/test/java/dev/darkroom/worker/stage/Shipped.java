package dev.darkroom.worker.stage;

import dev.darkroom.worker.settings.AiSettings;
import dev.darkroom.worker.settings.BreakerSettings;
import dev.darkroom.worker.settings.ImageSettings;
import dev.darkroom.worker.settings.LeaseSettings;
import dev.darkroom.worker.settings.RetrySettings;
import dev.darkroom.worker.settings.Secret;
import dev.darkroom.worker.settings.SweepSettings;
import dev.darkroom.worker.settings.WorkerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/// Settings as they ship, but for what a test is about.
public final class Shipped {

    private Shipped() {}

    public static WorkerSettings settings() {
        return settings(Path.of("unused"));
    }

    public static WorkerSettings settings(Path images) {
        return settings(images, Duration.ofSeconds(20));
    }

    public static WorkerSettings settings(Path images, Duration stopPatience) {
        return new WorkerSettings(
                64,
                stopPatience,
                ai(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(120)),
                new ImageSettings(images, DataSize.ofKilobytes(512), 64, 4096),
                new RetrySettings(Duration.ofSeconds(1), 2, Duration.ofSeconds(60)),
                new LeaseSettings(Duration.ofSeconds(2), Duration.ofSeconds(10)),
                new SweepSettings(Duration.ofSeconds(5), 500, Duration.ofSeconds(120), Duration.ofMinutes(15)));
    }

    public static BreakerSettings breaker() {
        return new BreakerSettings(20, 10, 80, 10, 3, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    public static AiSettings ai(URI address, Duration timeout) {
        return ai(address, timeout, true);
    }

    public static AiSettings ai(URI address, Duration timeout, boolean extensions) {
        return new AiSettings(
                "openai",
                address,
                new Secret("sk-test"),
                "",
                extensions,
                Duration.ofMillis(500),
                timeout,
                DataSize.ofMegabytes(1),
                64,
                breaker());
    }
}
