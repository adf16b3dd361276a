package dev.darkroom.testkit;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;

/// The one way tests wait: look again until the assertion holds. `-Dtests.patience=3` triples it on a slow machine.
public final class Eventually {

    private static final double PATIENCE = Double.parseDouble(System.getProperty("tests.patience", "1"));

    private Eventually() {}

    public static void eventually(ThrowingRunnable assertion) {
        within(Duration.ofSeconds(20), assertion);
    }

    public static void within(Duration atMost, ThrowingRunnable assertion) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(25))
                .atMost(Duration.ofMillis((long) (atMost.toMillis() * PATIENCE)))
                .untilAsserted(assertion);
    }
}
