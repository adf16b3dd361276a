package dev.darkroom.bench;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.Refusal;
import dev.darkroom.bench.report.Machine;
import dev.darkroom.bench.report.Page;
import dev.darkroom.bench.report.Processes;
import dev.darkroom.bench.run.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The command line: reads the words, makes the run, shows its page.
public final class Bench {

    private static final int FINE = 0;
    private static final int NOT_MEASURED = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final int FLAWED = 3;

    private final InstantSource clock;
    private final RandomGenerator chance;
    private final PrintStream out;
    private final PrintStream err;

    Bench(InstantSource clock, RandomGenerator chance, PrintStream out, PrintStream err) {
        this.clock = clock;
        this.chance = chance;
        this.out = out;
        this.err = err;
    }

    /// Exit codes: 0 measured; 1 could not measure; 2 not understood; 3 measured, but something was refused, failed or
    /// lost.
    public static void main(String[] words) {
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> putBack(main), "put-back"));
        var code = new Bench(Clock.systemUTC(), new SecureRandom(), System.out, System.err).measure(List.of(words));
        // halt: the hook would wait for this very thread
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }

    /// On Ctrl-C: lets the run set the AI server back before the process ends.
    private static void putBack(Thread main) {
        main.interrupt();
        try {
            main.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    int measure(List<String> words) {
        if (words.isEmpty() || words.contains("--help")) {
            out.print(Usage.TEXT);
            return words.isEmpty() ? NOT_UNDERSTOOD : FINE;
        }
        Run run;
        Arguments arguments;
        Processes processes;
        @Nullable String file;
        try {
            arguments = new Arguments(words.subList(1, words.size()));
            run = Run.of(words.getFirst(), arguments);
            processes = new Processes(arguments.optional("pids"));
            file = arguments.optional("json");
            arguments.nothingElse();
        } catch (Refusal refusal) {
            err.println(refusal.getMessage() + "\nbench/run --help tells what there is");
            return NOT_UNDERSTOOD;
        }
        try {
            var report = run.go(new Run.Stage(chance, line -> out.println("· " + line)));
            var page = new Page(
                    words.getFirst(),
                    clock.instant(),
                    Machine.here(),
                    arguments.used(),
                    processes.addedTo(report.figures()));
            out.print(page.text());
            if (file != null) {
                Files.writeString(Path.of(file), page.json());
            }
            return report.flawed() ? FLAWED : FINE;
        } catch (Refusal refusal) {
            err.println(refusal.getMessage());
        } catch (IOException failed) {
            err.println("the run ended early: " + failed);
        } catch (InterruptedException stopped) {
            err.println("stopped");
        }
        return NOT_MEASURED;
    }
}
