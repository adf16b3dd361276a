package dev.darkroom.api.deadletter;

import dev.darkroom.generation.GenerationRow;
import dev.darkroom.sql.Column;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Closes the dead letters of runs that others have succeeded. One that arrives later finds out by itself.
@Component
public class Superseded {

    private final JdbcTemplate jdbc;

    Superseded(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static final String MARK = """
            update dead_letter
               set state = 'SUPERSEDED'
              from unnest(?::uuid[], ?::int[]) as begun (id, run)
             where dead_letter.generation_id = begun.id
               and dead_letter.run < begun.run
               and dead_letter.state = 'OPEN'
            """;

    /// Joins the caller's transaction, which has locked the generations before: projecting waits for that lock,
    /// so none slips through in between.
    ///
    /// @param begun as their new runs begin
    public void mark(List<GenerationRow> begun) {
        jdbc.update(MARK, Column.of(begun, GenerationRow::id), Column.of(begun, GenerationRow::run));
    }
}
