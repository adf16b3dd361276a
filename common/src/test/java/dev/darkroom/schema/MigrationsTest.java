package dev.darkroom.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// What lets version N of a service run on the schema of N + 1: whatever it may write stays allowed, and whatever it
/// reads stays there.
@RealParts(kafka = false, schema = false)
class MigrationsTest {

    @Test
    void every_migration_only_adds_to_what_services_of_the_version_before_know(Database database) {
        for (var next = 2; next <= SchemaGate.NEEDED; next++) {
            migrate(database, next - 1);
            var before = Schema.of(database.jdbc());
            migrate(database, next);

            assertThat(before.columns()).containsKey("generation.deadline");
            assertThat(before.rules()).containsKey("outbox_pkey");
            assertThat(before.broken(Schema.of(database.jdbc())))
                    .as("what migration %s takes away or forbids", next)
                    .isEmpty();
        }
    }

    private static void migrate(Database database, int version) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .target(String.valueOf(version))
                .load()
                .migrate();
    }

    private record Schema(Map<String, Column> columns, Map<String, Rule> rules) {

        /// @param needed whether an insert that does not name it is refused
        record Column(String name, String table, String type, boolean nullable, boolean needed) {}

        /// A constraint or a unique index.
        record Rule(String name, String table, List<String> columns) {}

        static Schema of(JdbcTemplate jdbc) {
            var columns = jdbc.query(
                    """
                    select table_name || '.' || column_name as name, table_name, data_type,
                           is_nullable = 'YES' as nullable,
                           is_nullable = 'NO' and column_default is null and is_identity = 'NO' as needed
                      from information_schema.columns
                     where table_schema = 'public' and table_name <> 'flyway_schema_history'
                    """,
                    (row, _) -> new Column(
                            row.getString("name"),
                            row.getString("table_name"),
                            row.getString("data_type"),
                            row.getBoolean("nullable"),
                            row.getBoolean("needed")));
            // that a column is not null, 'n', is told with the columns
            var rules = jdbc.query(
                    """
                    select conname as name, conrelid::regclass::text as table_name, conkey as columns, conrelid as id
                      from pg_constraint
                     where contype <> 'n' and connamespace = 'public'::regnamespace and conrelid <> 0
                    union all
                    select indexrelid::regclass::text, indrelid::regclass::text, indkey::int2[], indrelid
                      from pg_index join pg_class on pg_class.oid = indrelid
                     where indisunique and relnamespace = 'public'::regnamespace
                    """,
                    (row, _) -> new Rule(
                            row.getString("name"), row.getString("table_name"), names(jdbc, row.getLong("id"), (Short[])
                                    row.getArray("columns").getArray())));
            return new Schema(byName(columns, Column::name), byName(rules, Rule::name));
        }

        private static List<String> names(JdbcTemplate jdbc, long table, Short[] numbers) {
            var names = new ArrayList<String>();
            for (var number : numbers) {
                names.addAll(jdbc.queryForList(
                        "select attname from pg_attribute where attrelid = ? and attnum = ? and attnum > 0",
                        String.class,
                        table,
                        number));
            }
            return names;
        }

        private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
            return all.stream().collect(Collectors.toMap(name, Function.identity(), (same, _) -> same));
        }

        /// What a service that knows this schema cannot do any more on that one.
        Set<String> broken(Schema next) {
            var broken = new HashSet<String>();
            for (var old : columns.values()) {
                var now = next.columns.get(old.name);
                if (now == null || !now.type.equals(old.type)) {
                    broken.add(old.name + " was " + old.type);
                } else if ((old.nullable && !now.nullable) || (!old.needed && now.needed)) {
                    broken.add(old.name + " could be left out");
                }
            }
            var tables = columns.values().stream().map(Column::table).collect(Collectors.toSet());
            for (var now : next.columns.values()) {
                if (tables.contains(now.table) && !columns.containsKey(now.name) && now.needed) {
                    broken.add(now.name + " is asked for");
                }
            }
            for (var rule : next.rules.values()) {
                if (tables.contains(rule.table)
                        && !rule.equals(rules.get(rule.name))
                        && rule.columns.stream().allMatch(column -> columns.containsKey(rule.table + "." + column))) {
                    broken.add(rule.name + " binds " + rule.columns + " of " + rule.table);
                }
            }
            return broken;
        }
    }
}
