package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.standalone.Parts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// I7: whole topics are delivered once more, with all that the tests before left in them.
@Order(16)
@ExtendWith(OnTheSite.class)
class RedeliveryIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final List<String> GROUPS = List.of("worker", "notifier-inbox");

    private static final List<String> TABLES = List.of(
            "generation",
            "generation_run",
            "generation_attempt",
            "generation_image",
            "outbox",
            "dead_letter",
            "notification_stream",
            "notification");

    @Test
    void everything_delivered_again_changes_no_row_makes_no_call_and_tells_nobody(Site site) throws Exception {
        site.aiServer().takes(Duration.ofMillis(50));
        var owner = site.newOwner();
        owner.awaitComplete(owner.order(40, "done long ago"));
        var records = site.records();
        for (var group : GROUPS) {
            records.awaitRead(group);
        }
        try (var socket = owner.listen()) {
            socket.awaitSequence(1, 40);
        }
        var before = contents(site);
        var calls = site.aiServer().calls();

        site.worker().stop(Parts.GRACE);
        site.notifierService().stop(Parts.GRACE);
        for (var group : GROUPS) {
            assertThat(records.setBack(group)).as("records for %s", group).isGreaterThanOrEqualTo(40);
        }
        site.bringBack(site.worker());
        site.bringBack(site.notifierService());
        for (var group : GROUPS) {
            records.awaitRead(group);
        }

        // records that nobody can read pass through the outbox once more
        within(SOON, () -> assertThat(contents(site)).isEqualTo(before));
        assertThat(site.aiServer().calls()).isEqualTo(calls);
        try (var socket = owner.listen()) {
            owner.order("the first one after");
            socket.awaitSequence(1, 41);
        }
    }

    /// A digest of each table: whatever changes in any row changes it, but for the time a dead letter was last seen.
    private static Map<String, List<List<String>>> contents(Site site) {
        return TABLES.stream().collect(toMap(Function.identity(), table -> digest(site, table)));
    }

    private static List<List<String>> digest(Site site, String table) {
        try {
            return site.rows("""
                    select count(*), md5(string_agg(one.text, '' order by one.text))
                      from (select md5((to_jsonb(%1$s) - 'last_seen_at')::text) as text from %1$s) one
                    """.formatted(table));
        } catch (SQLException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
