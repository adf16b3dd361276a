package dev.darkroom.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/// The machine a run was made on; a figure without it means nothing.
///
/// @param cores processors this process may use
/// @param memoryMebibytes of the machine; 0 when it does not say
/// @param cpu model
/// @param kernel of the operating system
/// @param jvm the bench ran on
/// @param loadAverage of the last minute, when the run ended: above `cores`, somebody waited
public record Machine(int cores, long memoryMebibytes, String cpu, String kernel, String jvm, double loadAverage) {

    public static Machine here() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                system.getAvailableProcessors(),
                mebibytes(field(Path.of("/proc/meminfo"), "MemTotal")),
                field(Path.of("/proc/cpuinfo"), "model name"),
                system.getName() + " " + system.getVersion(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                system.getSystemLoadAverage());
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%d cores, %,d MiB, %s, load %.1f%n%s, %s",
                cores,
                memoryMebibytes,
                cpu,
                loadAverage,
                kernel,
                jvm);
    }

    /// Reads the kernel's `123 kB`; nothing is 0.
    static long mebibytes(String kibibytes) {
        return kibibytes.isEmpty() ? 0 : Long.parseLong(kibibytes.replaceAll("\\D", "")) / 1024;
    }

    /// A field of one of the kernel's `name : value` files; empty where there is no such file.
    static String field(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException notHere) {
            return "";
        }
    }
}
