package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one owner was promised, looked at when the fault is over. [Invariants] holds for everybody beside it.
///
/// @param owner of all the generations; nobody else orders in the name of this one
record Promises(Site site, Owner owner) {

    /// `darkroom.worker.max-in-flight`: the most that dies with one worker.
    static final int IN_HAND = 64;

    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(90);

    /// As [#kept], and each AI call was made once.
    void keptWithoutRepeating(Collection<Generation> accepted, Socket told) throws Exception {
        kept(accepted, told, 0);
    }

    /// Every order that was accepted is complete, its pictures can be had, and each was told of once.
    ///
    /// @param told listens since before the first order
    /// @param lost how many workers lost what they had in hand: only that may be asked for twice
    void kept(Collection<Generation> accepted, Socket told, int lost) throws Exception {
        var all = awaitAllEnded();
        assertThat(all)
                .allSatisfy(generation -> assertThat(generation.isComplete())
                        .as("%s", generation.json())
                        .isTrue());
        assertThat(ids(all)).containsAll(ids(accepted));
        for (var generation : all) {
            for (var image : generation.images()) {
                var bytes =
                        owner.api().get("/api/image/" + image.id()).expect(200).body();
                assertThat(Invariants.sha256(bytes)).isEqualTo(image.sha256());
            }
        }
        repeatsOnlyWhatWasLost(all, lost);
        told.awaitSequence(1, all.size());
        assertThat(told.subjects()).doesNotHaveDuplicates();
        var news = told.data();
        assertThat(all)
                .allSatisfy(generation -> assertThat(news.get(generation.id()))
                        .as("what was told of it, version and all")
                        .isEqualTo(generation.asEventData()));
    }

    private List<Generation> awaitAllEnded() {
        within(LEASE_AND_MORE, () -> assertThat(owner.list("&status=PENDING")).isEmpty());
        return owner.list();
    }

    private void repeatsOnlyWhatWasLost(List<Generation> all, int lost) throws SQLException {
        var calls = site.aiServer().calls();
        var repeated = new HashSet<String>();
        all.stream()
                .filter(generation -> calls.of(generation) > 1)
                .forEach(generation -> repeated.add(generation.id()));
        assertThat(unanswered()).as("asked for again, for want of an answer").containsAll(repeated);
        assertThat(repeated).hasSizeLessThanOrEqualTo(lost * IN_HAND);
    }

    /// With an attempt that brought no picture: its worker was lost, or the AI server failed.
    private Set<String> unanswered() throws SQLException {
        var found = new HashSet<String>();
        site.rows("select generation_id from generation_attempt where outcome <> 'SUCCEEDED'")
                .forEach(row -> found.add(row.getFirst()));
        return found;
    }

    private static List<String> ids(Collection<Generation> generations) {
        return generations.stream().map(Generation::id).toList();
    }
}
