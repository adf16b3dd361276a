package dev.darkroom.worker.intake;

import dev.darkroom.contract.GenerationRequested;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/// Which of a poll's records are worth claiming now. All of them, unless the AI server is away.
///
/// @param later nothing is asked for them yet, so nothing is written about them but when to look again
record Admission(List<GenerationRequested> now, List<GenerationRequested> later) {

    /// @param room how many may be claimed
    /// @param failedAsProbe whose call has just failed while the server was tried: others go first
    static Admission of(List<GenerationRequested> wanted, int room, Predicate<UUID> failedAsProbe) {
        if (wanted.size() <= room) {
            return new Admission(wanted, List.of());
        }
        var order = wanted.stream()
                .sorted(Comparator.comparing(work -> failedAsProbe.test(work.generationId())))
                .toList();
        return new Admission(order.subList(0, room), order.subList(room, order.size()));
    }
}
