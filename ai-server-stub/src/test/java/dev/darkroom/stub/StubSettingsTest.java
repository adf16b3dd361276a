package dev.darkroom.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StubSettingsTest {

    @Test
    void without_settings_it_listens_on_loopback_8090() {
        assertThat(StubSettings.from(Map.of())).isEqualTo(new StubSettings("127.0.0.1", 8090));
    }

    @Test
    void host_and_port_come_from_the_environment() {
        var environment = Map.of("DARKROOM_STUB_HOST", "0.0.0.0", "DARKROOM_STUB_PORT", " 9000 ");

        assertThat(StubSettings.from(environment)).isEqualTo(new StubSettings("0.0.0.0", 9000));
    }

    @Test
    void a_port_that_is_no_port_is_refused_by_name() {
        assertThatThrownBy(() -> StubSettings.from(Map.of("DARKROOM_STUB_PORT", "http")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DARKROOM_STUB_PORT");
        assertThatThrownBy(() -> StubSettings.from(Map.of("DARKROOM_STUB_PORT", "70000")))
                .hasMessageContaining("DARKROOM_STUB_PORT");
        assertThatThrownBy(() -> StubSettings.from(Map.of("DARKROOM_STUB_HOST", " ")))
                .hasMessageContaining("DARKROOM_STUB_HOST");
    }
}
