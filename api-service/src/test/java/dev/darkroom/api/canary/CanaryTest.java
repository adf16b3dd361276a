package dev.darkroom.api.canary;

import static dev.darkroom.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.token.OwnTokens;
import dev.darkroom.identity.CanaryAccount;
import dev.darkroom.testkit.RealParts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/// The canary before a real API, over HTTP; the test plays the worker.
@RealParts(kafka = false)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "darkroom.images.directory=" + CanaryTest.IMAGES)
class CanaryTest {

    static final String IMAGES = "target/canary-images";

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(600);

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private OwnTokens tokens;

    @BeforeEach
    void anAccount() {
        new Perch(jdbc).ensure();
        new Perch(jdbc).ensure();
    }

    @Test
    void instances_that_look_together_ask_for_one_picture_and_all_of_them_see_it() throws Exception {
        try (var here = client(port);
                var there = client(port);
                var instances = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = instances.submit(() -> canary(here, LONG).look(7));
            var second = instances.submit(() -> canary(there, LONG).look(7));
            eventually(() -> assertThat(generations("canary-7")).isOne());
            complete(generation("canary-7"));

            assertThat(first.get()).isEqualTo(Outcome.SEEN);
            assertThat(second.get()).isEqualTo(Outcome.SEEN);
            assertThat(canary(here, LONG).look(7)).isEqualTo(Outcome.SEEN);
        }
        assertThat(generations("canary-7")).isOne();
        assertThat(jdbc.queryForObject(
                        "select email from account join generation on account.id = owner_id where client_reference = ?",
                        String.class,
                        "canary-7"))
                .isEqualTo("canary@darkroom.invalid");
    }

    @Test
    void a_picture_that_takes_too_long_is_late_and_its_generation_is_nobodys_dead_letter() throws Exception {
        try (var client = client(port)) {
            assertThat(canary(client, SHORT).look(8)).isEqualTo(Outcome.LATE);
            assertThat(canary(client, SHORT).look(8)).isEqualTo(Outcome.FAILED);
        }
        assertThat(jdbc.queryForMap(
                        "select status, failure_code from generation where client_reference = ?", "canary-8"))
                .containsEntry("status", "FAILED")
                .containsEntry("failure_code", "CANCELLED");
    }

    @Test
    void an_api_that_answers_wrongly_or_not_at_all_is_told_apart() throws Exception {
        try (var here = client(port);
                var nowhere = client(1)) {
            assertThat(new Canary(here, _ -> "no-token", SHORT, System::nanoTime).look(9))
                    .isEqualTo(Outcome.REFUSED);
            assertThat(canary(nowhere, SHORT).look(9)).isEqualTo(Outcome.UNREACHABLE);
        }
        assertThat(generations("canary-9")).isZero();
    }

    private Canary canary(Client client, Duration patience) {
        return new Canary(client, tokens, patience, System::nanoTime);
    }

    private static Client client(int port) {
        return new Client(() -> URI.create("http://localhost:" + port));
    }

    private int generations(String reference) {
        return jdbc.queryForObject(
                "select count(*) from generation where client_reference = ? and owner_id = ?",
                Integer.class,
                reference,
                CanaryAccount.ID);
    }

    private UUID generation(String reference) {
        return jdbc.queryForObject("select id from generation where client_reference = ?", UUID.class, reference);
    }

    private void complete(UUID id) throws IOException {
        var image = UUID.randomUUID();
        Files.createDirectories(Path.of(IMAGES));
        Files.write(Path.of(IMAGES, image + ".png"), new byte[] {1, 2, 3});
        jdbc.update("""
                insert into generation_image (id, generation_id, run, ordinal, content_type, width, height, byte_size,
                                              sha256, storage_key)
                values (?, ?, 1, 0, 'image/png', 64, 64, 3, ?, ?)
                """, image, id, "0".repeat(64), image + ".png");
        jdbc.update("""
                update generation
                   set status = 'COMPLETE', stage = null, completed_at = now(), version = version + 1
                 where id = ?
                """, id);
    }
}
