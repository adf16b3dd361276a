package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.Refusal;
import dev.darkroom.bench.report.Report;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A measurement, settled and ready to be made.
public sealed interface Run permits Accept, Path, Fill, Drain, Hold, Outage, Replay, Sockets, SelfTest, Memory {

    /// Makes it. Interrupting ends it early, without a report but with everything put back.
    ///
    /// @throws Refusal when there is nothing to measure
    Report go(Stage stage) throws IOException, InterruptedException;

    /// Reads what the command wants to know.
    ///
    /// @throws Refusal for an unknown command or a setting out of bounds
    static Run of(String command, Arguments arguments) {
        return switch (command) {
            case "accept" -> Accept.from(arguments);
            case "path" -> Path.from(arguments);
            case "fill" -> Fill.from(arguments);
            case "drain" -> Drain.from(arguments);
            case "hold" -> Hold.from(arguments);
            case "outage" -> Outage.from(arguments);
            case "replay" -> Replay.from(arguments);
            case "sockets" -> Sockets.from(arguments);
            case "self-test" -> SelfTest.from(arguments);
            case "memory" -> new Memory();
            default -> throw new Refusal("unknown command '%s'".formatted(command));
        };
    }

    /// What a run needs from outside.
    ///
    /// @param chance for names and secrets nobody had before
    /// @param says tells the person, or the script, what happens next
    record Stage(RandomGenerator chance, Consumer<String> says) {}
}
