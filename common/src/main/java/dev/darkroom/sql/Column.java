package dev.darkroom.sql;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns a batch of rows into the columns that `unnest(?::uuid[], ?::text[], …)` takes: one statement, however many
/// rows. Values travel as text and are cast by the statement.
public final class Column {

    private Column() {}

    public static <R> @Nullable String[] of(List<R> rows, Function<? super R, ? extends @Nullable Object> value) {
        return rows.stream()
                .map(row -> {
                    var cell = value.apply(row);
                    return cell == null ? null : cell.toString();
                })
                .toArray(String[]::new);
    }
}
