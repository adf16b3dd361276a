package dev.darkroom.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How much memory each JVM gets, and with which flags it runs. One machine holds all of them, so each is small: the
/// serial collector needs no threads of its own, compact headers save a tenth of the heap, and a heap begins small and
/// grows when there is work: otherwise each JVM would begin with a sixty-fourth of the machine's memory.
enum Jvm {
    API("-Xms48m -Xmx256m"),
    WORKER("-Xms48m -Xmx384m"),
    NOTIFIER("-Xms48m -Xmx384m"),
    STUB("-Xms32m -Xmx256m"),
    KAFKA("-Xms64m -Xmx256m");

    private static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final String heap;

    Jvm(String heap) {
        this.heap = heap;
    }

    /// The whole command line.
    ///
    /// @param env may hold `DARKROOM_<NAME>_JAVA_OPTS`, further flags separated by spaces
    /// @param rest what follows the flags: `-jar …`, or a classpath and a main class
    List<String> command(OwnProcess process, Map<String, String> env, List<String> rest) {
        var command = new ArrayList<String>();
        command.add(java());
        command.add("-Ddarkroom.pid-file=" + process.pidFile());
        command.addAll(COMMON);
        command.addAll(flags(heap));
        command.addAll(flags(env.getOrDefault("DARKROOM_" + name() + "_JAVA_OPTS", "")));
        command.addAll(rest);
        return List.copyOf(command);
    }

    private static List<String> flags(String text) {
        return Stream.of(text.split("\\s+")).filter(flag -> !flag.isEmpty()).toList();
    }

    /// The java that runs this very program: the one `./run` looked for.
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
