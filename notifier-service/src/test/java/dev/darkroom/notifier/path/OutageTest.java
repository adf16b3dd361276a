package dev.darkroom.notifier.path;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Cable;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@RealParts
@ExtendWith(OutputCaptureExtension.class)
class OutageTest {

    @Test
    void while_the_database_is_away_nothing_is_lost_and_afterwards_everything_arrives(
            Database database, Broker broker, CapturedOutput log) throws Exception {
        var owner = UUID.randomUUID();
        var address = URI.create(database.url().substring("jdbc:".length()));
        try (var cable = new Cable(address.getPort())) {
            var behindCable = database.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + cable.port() + "/");
            try (var darkroom = new Darkroom(
                            database,
                            broker,
                            Map.of(
                                    "spring.datasource.url", behindCable,
                                    "spring.datasource.hikari.connection-timeout", "500",
                                    "darkroom.notifier.limits.ping-every", "500ms"));
                    var listening = darkroom.listen(owner)) {
                listening.awaitFrame("welcome");
                darkroom.events.completed(owner);
                listening.awaitEvents(1);
                var token = darkroom.keys.token(owner);

                cable.cut();
                IntStream.range(0, 50).forEach(_ -> darkroom.events.completed(owner));
                var refused = darkroom.askForTicket("Bearer " + token);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                eventually(() -> assertThat(health(darkroom, "readiness")).isEqualTo(503));
                assertThat(health(darkroom, "liveness")).isEqualTo(200);
                try (var early = Client.withBearer(darkroom.notifier.socket(""), token)) {
                    eventually(() -> assertThat(listening.frames("ping")).hasSizeGreaterThan(3));
                    assertThat(early.heard()).isEmpty();

                    cable.mend();

                    listening.awaitEvents(51);
                    early.awaitEvents(51);
                    for (var client : List.of(listening, early)) {
                        assertThat(client.seqs())
                                .containsExactlyElementsOf(
                                        LongStream.rangeClosed(1, 51).boxed().toList());
                        assertThat(client.isOpen()).isTrue();
                    }
                }
                assertThat(log.getAll().lines().filter(line -> line.contains("the database does not answer")))
                        .hasSizeBetween(1, 4);
            }
        }
    }

    private static int health(Darkroom darkroom, String group) throws Exception {
        return Client.HTTP
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + darkroom.notifier.managementPort()
                                        + "/actuator/health/" + group))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
