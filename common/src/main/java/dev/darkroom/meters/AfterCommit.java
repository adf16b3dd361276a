package dev.darkroom.meters;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What is rolled back has not happened, and is not counted.
public final class AfterCommit {

    private AfterCommit() {}

    /// Runs `count` when the caller's transaction has committed. It must neither fail nor wait.
    public static void run(Runnable count) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                count.run();
            }
        });
    }
}
