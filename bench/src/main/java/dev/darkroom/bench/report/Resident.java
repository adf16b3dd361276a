package dev.darkroom.bench.report;

import dev.darkroom.bench.arguments.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// What a JVM holds once its garbage is gone.
///
/// @param bytes in memory, as the kernel counts them
/// @param heapBytes of live objects
public record Resident(long bytes, long heapBytes) {

    /// The serial collector gives memory back in steps: nothing, a tenth, four tenths, all.
    private static final int COLLECTIONS = 4;

    private static final long PATIENCE_SECONDS = 30;

    /// Makes the JVM collect, which takes a second or two, and looks.
    public static Resident of(long pid) throws IOException, InterruptedException {
        var live = lastNumber(jcmd(pid, "GC.class_histogram"));
        for (int i = 0; i < COLLECTIONS; i++) {
            jcmd(pid, "GC.run");
        }
        var kibibytes = Machine.field(Path.of("/proc/" + pid + "/smaps_rollup"), "Rss");
        if (kibibytes.isEmpty()) {
            throw new Refusal(
                    "the kernel does not tell the memory of process %d; leave the step idle out".formatted(pid));
        }
        return new Resident(1024 * Long.parseLong(kibibytes.replaceAll("\\D", "")), live);
    }

    /// How many files a process may hold open; a very large number when nobody says.
    public static long openFiles(long pid) {
        // Max open files   <now>   <at most>   files
        var words = Machine.field(Path.of("/proc/" + pid + "/limits"), "Max open files")
                .split("\\s+", -1);
        return words.length < 4 || words[3].equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(words[3]);
    }

    private static long lastNumber(String histogram) {
        var words = histogram.strip().split("\\s+", -1);
        return Long.parseLong(words[words.length - 1]);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        var output = Files.createTempFile("jcmd", ".txt");
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new Refusal("jcmd cannot speak to process " + pid);
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }
}
