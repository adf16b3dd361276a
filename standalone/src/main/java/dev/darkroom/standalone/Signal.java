package dev.darkroom.standalone;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// The signals a part can be sent; Java itself knows only two of them.
enum Signal {
    INT,
    TERM,
    QUIT,
    KILL,
    STOP,
    CONT;

    /// A process that is gone already is no error.
    void to(ProcessHandle process) {
        try {
            var kill = new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name(), process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException _) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
