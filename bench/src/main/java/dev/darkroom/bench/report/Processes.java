package dev.darkroom.bench.report;

import dev.darkroom.bench.arguments.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Processes of the system that a run keeps an eye on, by the name the operator gives them. Each stands for itself
/// alone: the children of one, as PostgreSQL's, are not in its figures.
public final class Processes {

    private final Map<String, Long> pids = new TreeMap<>();
    private final Map<String, Duration> cpuBefore = new LinkedHashMap<>();

    /// Reads `api=123,worker=124`; null names none.
    public Processes(@Nullable String pairs) {
        if (pairs == null) {
            return;
        }
        try {
            Arrays.stream(pairs.split(",", -1)).forEach(pair -> {
                var sides = pair.split("=", 2);
                pids.put(sides[0], Long.parseLong(sides[1]));
            });
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
            throw new Refusal("--pids takes name=pid,name=pid");
        }
        pids.forEach((name, pid) -> cpuBefore.put(name, cpu(name, pid)));
    }

    /// Mebibytes in memory now, of each and together.
    public Map<String, Object> memory() {
        return mebibytes("VmRSS");
    }

    /// Adds memory, its peak since each process began, and the processor time spent since this object was made.
    public Map<String, Object> addedTo(Map<String, Object> figures) {
        if (pids.isEmpty()) {
            return figures;
        }
        var all = new LinkedHashMap<>(figures);
        all.put("memoryMebibytes", memory());
        all.put("peakMemoryMebibytes", mebibytes("VmHWM"));
        var cpu = new LinkedHashMap<String, Object>();
        pids.forEach((name, pid) -> cpu.put(
                name,
                cpu(name, pid)
                                .minus(cpuBefore.getOrDefault(name, Duration.ZERO))
                                .toMillis()
                        / 1e3));
        all.put("cpuSeconds", cpu);
        return all;
    }

    private Map<String, Object> mebibytes(String field) {
        var sizes = new LinkedHashMap<String, Object>();
        var total = 0L;
        for (var process : pids.entrySet()) {
            var size = Machine.mebibytes(Machine.field(Path.of("/proc/" + process.getValue() + "/status"), field));
            sizes.put(process.getKey(), size);
            total += size;
        }
        sizes.put("together", total);
        return sizes;
    }

    private static Duration cpu(String name, long pid) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .flatMap(info -> Optional.of(info.totalCpuDuration().orElse(Duration.ZERO)))
                .orElseThrow(() -> new Refusal("no process %d (%s) is running".formatted(pid, name)));
    }
}
