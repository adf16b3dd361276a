package dev.darkroom.system;

import static dev.darkroom.testkit.Eventually.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// I10: records that cannot be read, in every partition, before those that can.
@Order(15)
@ExtendWith(OnTheSite.class)
class PoisonRecordIT {

    private static final int PARTITIONS = 12;

    /// With them in the way, as without.
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final List<String> POISON = List.of(
            "",
            "null",
            "not JSON",
            "{\"generationId\":\"nobody\"}",
            "[1,2,3]",
            "{\"generationId\":\"%s\",\"run\":1,\"attempt\":1}".formatted(new UUID(0, 7)));

    @Test
    void records_nobody_can_read_delay_nobody(Site site) throws Exception {
        var owner = site.newOwner();
        site.aiServer().takes(Duration.ofMillis(100));
        try (var socket = owner.listen()) {
            for (var topic : List.of("generation.requested", "generation.events")) {
                for (var poison : POISON) {
                    site.records().send(topic, poison.getBytes(UTF_8), PARTITIONS);
                }
                site.records().send(topic, null, PARTITIONS);
            }

            var start = System.nanoTime();
            var orders = owner.order(30, "behind the poison");
            socket.awaitSequence(1, 30);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            within(
                    SOON,
                    () -> assertThat(found(site))
                            .containsExactly(
                                    List.of("generation.events", Integer.toString((POISON.size() + 1) * PARTITIONS)),
                                    List.of(
                                            "generation.requested",
                                            Integer.toString((POISON.size() + 1) * PARTITIONS))));
            new Promises(site, owner).keptWithoutRepeating(orders, socket);
        }
    }

    /// Each is a dead letter with the place it came from.
    private static List<List<String>> found(Site site) throws SQLException {
        return site.rows("""
                select origin_topic, count(*)
                  from dead_letter
                 where generation_id is null
                   and origin_offset is not null
                 group by origin_topic
                 order by origin_topic
                """);
    }
}
