package dev.darkroom.notifier.inbox;

import dev.darkroom.notifier.event.Arrival;
import dev.darkroom.notifier.inbox.InboxRows.EventKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Which arrivals are new and what number each gets, decided from what the lock showed.
record Numbering(List<Share> shares) {

    /// One owner's part.
    ///
    /// @param head the owner's newest number once `fresh` is written
    /// @param fresh in the order of arrival; empty when all of it was known
    record Share(UUID ownerId, long head, List<Numbered> fresh) {}

    /// @param heads of every owner among the arrivals, as locked
    static Numbering of(List<Arrival> arrivals, Map<UUID, Long> heads, Set<EventKey> known) {
        var seen = new HashSet<>(known);
        var fresh = new LinkedHashMap<UUID, List<Numbered>>();
        for (var arrival : arrivals) {
            var ofOwner = fresh.computeIfAbsent(arrival.ownerId(), _ -> new ArrayList<>());
            if (seen.add(EventKey.of(arrival))) {
                var before = heads.getOrDefault(arrival.ownerId(), 0L) + ofOwner.size();
                ofOwner.add(Numbered.of(arrival, before + 1));
            }
        }
        return new Numbering(fresh.entrySet().stream()
                .map(owner -> new Share(
                        owner.getKey(),
                        heads.getOrDefault(owner.getKey(), 0L)
                                + owner.getValue().size(),
                        owner.getValue()))
                .toList());
    }

    List<Numbered> rows() {
        return shares.stream().flatMap(share -> share.fresh().stream()).toList();
    }

    /// The owners whose head moves.
    List<Share> raised() {
        return shares.stream().filter(share -> !share.fresh().isEmpty()).toList();
    }
}
