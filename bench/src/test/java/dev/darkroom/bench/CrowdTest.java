package dev.darkroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.crowd.Crowd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> TOKENS =
            IntStream.range(0, 20).mapToObj(i -> "token" + i).toList();

    private final SmallNotifier notifier = new SmallNotifier();
    private final Crowd crowd = new Crowd(LoopbackAddress.parse("http://127.0.0.1:" + notifier.port()), TOKENS, 20_000);

    CrowdTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        crowd.close();
        notifier.close();
    }

    @Test
    void everybody_is_welcomed_told_and_resumes_behind_what_was_heard() throws IOException, InterruptedException {
        assertThat(crowd.open(5, SOON).welcomed()).isEqualTo(20);
        var heard = crowd.listen();
        TOKENS.forEach(token -> notifier.tell("Bearer " + token, "0199", "completed"));

        assertThat(crowd.turnUntil(() -> heard.events() == 20, SOON)).isTrue();
        assertThat(heard.holes() + heard.repeats()).isZero();

        crowd.hangUp();
        crowd.open(20, SOON);

        assertThat(notifier.asked).hasSize(40);
        assertThat(notifier.asked.subList(0, 20)).containsOnly("GET /ws HTTP/1.1");
        assertThat(notifier.asked.subList(20, 40)).containsOnly("GET /ws?after=e:1 HTTP/1.1");
        assertThat(crowd.troubles()).isEmpty();
    }

    @Test
    void an_event_that_comes_again_is_a_repeat() throws IOException, InterruptedException {
        crowd.open(20, SOON);
        var heard = crowd.listen();
        notifier.tell("Bearer token3", "0199", "completed");
        notifier.tell("Bearer token3", "0199", "completed");

        assertThat(crowd.turnUntil(() -> heard.repeats() == 1, SOON)).isTrue();
        assertThat(heard.events()).isOne();
    }
}
