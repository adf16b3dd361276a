package dev.darkroom.standalone;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The program behind `./run`: brings Darkroom up, says where it is, and keeps it up until it is interrupted.
/// Exit codes: 1 when it cannot start, 2 when it was called wrongly, 128 + the signal when it was stopped by one.
public final class Standalone {

    /// A first start on a loaded laptop takes a third of it.
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Project project;
    private final Map<String, String> env;
    private final PrintStream out;

    private Standalone(Project project, Map<String, String> env, PrintStream out) {
        this.project = project;
        this.env = env;
        this.out = out;
    }

    public static void main(String[] words) throws InterruptedException {
        try {
            var project = Project.find();
            new Standalone(project, System.getenv(), System.out).run(Arguments.parse(List.of(words), project.home()));
        } catch (IllegalArgumentException e) {
            System.err.println("run: %s; ./run --help says what there is".formatted(e.getMessage()));
            System.exit(2);
        } catch (CannotStart e) {
            System.err.println("run: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(Arguments arguments) throws InterruptedException {
        var ports = Ports.from(env, arguments.portOffset());
        var data = DataFolder.open(arguments.data());
        var left = Parts.of(project, data, ports, env).stopLeftovers();
        if (!left.isEmpty()) {
            out.println("stopped what an earlier run left behind: " + String.join(", ", left));
        }
        ports.requireFree();
        if (arguments.fresh()) {
            data.clear();
        }
        out.println("Darkroom starts; data in %s, logs in %s".formatted(data.path(), data.logs()));
        var darkroom = new Darkroom(Parts.of(project, data, ports, env), out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(darkroom), "stop"));
        if (!darkroom.start(READY_WITHIN)) {
            return;
        }
        out.println(Welcome.text(ports, Accounts.from(env, new Secrets(data.keys(), new SecureRandom())), data));
        darkroom.awaitStop();
    }

    /// Runs while the JVM ends, for whatever reason; further interrupts change nothing.
    private void stop(Darkroom darkroom) {
        out.println("stopping; a part may take %d s".formatted(Parts.GRACE.toSeconds()));
        darkroom.stop(Parts.GRACE);
        out.println("stopped");
    }
}
