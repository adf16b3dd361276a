package dev.darkroom.stub.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.stub.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private final RandomGenerator chance = new SplittableRandom(1);

    @Test
    void untouched_it_behaves_and_takes_300_to_900_milliseconds() {
        for (var call = 0; call < 1_000; call++) {
            var verdict = Faults.DEFAULT.decide(chance);

            assertThat(verdict.outcome()).isEqualTo(new Outcome.Behave());
            assertThat(verdict.latency()).isBetween(Duration.ofMillis(300), Duration.ofMillis(900));
        }
    }

    @Test
    void the_error_rate_is_a_share_of_the_calls() {
        var faults = change("{\"errorRate\":0.25,\"status\":503,\"retryAfterSeconds\":2}");

        var refused = 0;
        for (var call = 0; call < 10_000; call++) {
            if (faults.decide(chance).outcome().equals(new Outcome.Refuse(503, Optional.of(2)))) {
                refused++;
            }
        }

        assertThat(refused).isBetween(2_300, 2_700);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_mode_hits_every_call_whatever_the_error_rate(Mode mode) {
        var faults = change("{\"errorRate\":1,\"mode\":\"" + mode.word() + "\"}");

        assertThat(faults.decide(chance).outcome()).isEqualTo(new Outcome.Misbehave(mode));
    }

    @Test
    void what_is_absent_from_an_order_stays() {
        var faults =
                FaultOrders.change(change("{\"status\":429,\"retryAfterSeconds\":7}"), bytes("{\"errorRate\":0.5}"));

        assertThat(faults.status()).isEqualTo(429);
        assertThat(faults.retryAfterSeconds()).contains(7);
        assertThat(faults.errorRate()).isEqualTo(0.5);
        assertThat(faults.fastest()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void null_takes_the_retry_after_away() {
        var faults = FaultOrders.change(change("{\"retryAfterSeconds\":7}"), bytes("{\"retryAfterSeconds\":null}"));

        assertThat(faults.retryAfterSeconds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"latencyMillis\":5}",
                "{\"latencyMillis\":[5]}",
                "{\"latencyMillis\":[9,5]}",
                "{\"latencyMillis\":[-1,5]}",
                "{\"latencyMillis\":[0,600001]}",
                "{\"latencyMillis\":[0,1.5]}",
                "{\"errorRate\":1.1}",
                "{\"errorRate\":-0.1}",
                "{\"errorRate\":\"0.5\"}",
                "{\"status\":200}",
                "{\"status\":\"500\"}",
                "{\"status\":50000000000}",
                "{\"retryAfterSeconds\":-1}",
                "{\"retryAfterSeconds\":\"1\"}",
                "{\"mode\":\"slow\"}",
                "{\"mode\":null}",
                "{\"modes\":\"hang\"}",
            })
    void an_order_that_makes_no_sense_is_refused(String order) {
        assertThatThrownBy(() -> change(order)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_status_in_the_headers_of_a_call_strikes_that_call_even_when_others_hang() {
        var faults = forCall(change("{\"mode\":\"hang\"}"), Map.of("X-Fault-Status", "503"));

        assertThat(faults.decide(chance).outcome()).isEqualTo(new Outcome.Refuse(503, Optional.empty()));
    }

    @Test
    void a_mode_in_the_headers_comes_before_a_status() {
        var faults = forCall(Faults.DEFAULT, Map.of("X-Fault-Status", "503", "X-Fault-Mode", "drop"));

        assertThat(faults.decide(chance).outcome()).isEqualTo(new Outcome.Misbehave(Mode.DROP));
    }

    @Test
    void mode_none_in_the_headers_spares_the_call() {
        var faults = forCall(change("{\"mode\":\"hang\"}"), Map.of("X-Fault-Mode", "none"));

        assertThat(faults.decide(chance).outcome()).isEqualTo(new Outcome.Behave());
    }

    @Test
    void a_latency_in_the_headers_is_exact() {
        var faults = forCall(Faults.DEFAULT, Map.of("X-Fault-Latency-Millis", "40"));

        assertThat(faults.decide(chance).latency()).isEqualTo(Duration.ofMillis(40));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Fault-Status=200",
                "X-Fault-Status=oops",
                "X-Fault-Mode=slow",
                "X-Fault-Latency-Millis=-1",
                "X-Fault-Latency-Millis=600001"
            })
    void a_header_that_makes_no_sense_is_refused_by_name(String header) {
        var parts = header.split("=", 2);

        assertThatThrownBy(() -> forCall(Faults.DEFAULT, Map.of(parts[0], parts[1])))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(parts[0]);
    }

    private static Faults change(String order) {
        return FaultOrders.change(Faults.DEFAULT, bytes(order));
    }

    private static Faults forCall(Faults faults, Map<String, String> headers) {
        return FaultOrders.forCall(faults, headers::get);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
