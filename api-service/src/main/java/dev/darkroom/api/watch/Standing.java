package dev.darkroom.api.watch;

import dev.darkroom.contract.GenerationSnapshot.Stage;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/// What is pending, open, present and running, as one statement found it.
///
/// @param oldestPendingSeconds how long the oldest PENDING run has gone on; 0 when there is none
/// @param letters open dead letters
/// @param oldestLetterSeconds how long the oldest of them has waited; 0 when there is none
record Standing(
        Map<Stage, Long> pending,
        double oldestPendingSeconds,
        Map<LetterCode, Long> letters,
        double oldestLetterSeconds,
        long workers,
        long replays) {

    /// Touches what is pending, open or present, never what has ended.
    private static final String LOOK = """
            select 'pending' as what, stage as word, count(*) as count,
                   extract(epoch from now() - min(deadline - deadline_seconds * interval '1 second')) as age
              from generation
             where stage is not null
             group by stage
             union all
            select 'letter', failure_code, count(*), extract(epoch from now() - min(first_seen_at))
              from dead_letter
             where state = 'OPEN'
             group by failure_code
             union all
            select 'worker', '', count(*), 0
              from worker
             where gone_at is null
               and beat_at > now() - interval '10 seconds'
             union all
            select 'replay', '', count(*), 0
              from replay
             where state in ('RUNNING', 'PAUSED')
            """;

    static Standing read(JdbcTemplate jdbc) {
        var found = new Found();
        jdbc.query(LOOK, row -> {
            found.add(row.getString("what"), row.getString("word"), row.getLong("count"), row.getDouble("age"));
        });
        return found.standing();
    }

    private static final class Found {

        private final Map<Stage, Long> pending = new EnumMap<>(Stage.class);
        private final Map<LetterCode, Long> letters = new EnumMap<>(LetterCode.class);
        private double oldestPending;
        private double oldestLetter;
        private long workers;
        private long replays;

        void add(String what, String word, long count, double age) {
            switch (what) {
                case "pending" -> {
                    pending.put(Stage.valueOf(word), count);
                    oldestPending = Math.max(oldestPending, age);
                }
                case "letter" -> {
                    letters.merge(LetterCode.of(word), count, Long::sum);
                    oldestLetter = Math.max(oldestLetter, age);
                }
                case "worker" -> workers = count;
                default -> replays = count;
            }
        }

        Standing standing() {
            return new Standing(pending, oldestPending, letters, oldestLetter, workers, replays);
        }
    }
}
