package dev.darkroom.bench.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080", "http://127.0.0.1:8080/", "http://127.9.9.9:8080", "http://[::1]:8080"})
    void this_machine_may_be_loaded(String url) {
        var address = LoopbackAddress.parse(url);

        assertThat(address.socket().getAddress().isLoopbackAddress()).isTrue();
        assertThat(address.at("/api").uri("ws").toString()).startsWith("ws://").endsWith(":8080/api");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1:8080",
                "http://192.168.1.4",
                "http://0.0.0.0:8080",
                "http://example.com",
                "http://localhost.example.com",
                "http://[2001:db8::1]:80"
            })
    void no_other_machine_is_ever_loaded(String url) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> LoopbackAddress.parse(url))
                .withMessageContaining("is not this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "https://localhost", "", "http://", "http://local host"})
    void what_is_no_address_is_refused(String url) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> LoopbackAddress.parse(url))
                .withMessageContaining("is no http://host:port address");
    }
}
