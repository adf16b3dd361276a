package dev.darkroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void the_documented_ports_are_the_default() {
        assertThat(Ports.from(Map.of(), 0)).isEqualTo(new Ports(8080, 8081, 8082, 8090, 15432, 19092));
        assertThat(Ports.management(8080)).isEqualTo(9080);
        assertThat(Ports.DEFAULT.kafkaController()).isEqualTo(19093);
    }

    @Test
    void an_offset_moves_all_but_the_ports_the_environment_names() {
        var ports = Ports.from(Map.of("DARKROOM_API_PORT", "80", "DARKROOM_STUB_PORT", " "), 100);

        assertThat(ports).isEqualTo(new Ports(80, 8181, 8182, 8190, 15532, 19192));
    }

    @Test
    void a_port_that_cannot_be_is_refused_by_its_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ports.from(Map.of("DARKROOM_KAFKA_PORT", "many"), 0))
                .withMessageContaining("DARKROOM_KAFKA_PORT")
                .withMessageContaining("many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ports.from(Map.of("DARKROOM_API_PORT", "65000"), 0))
                .withMessageContaining("DARKROOM_API_PORT")
                .withMessageContaining("66000");
    }

    @Test
    void two_parts_cannot_share_a_port() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ports.from(Map.of("DARKROOM_STUB_PORT", "9081"), 0))
                .withMessageContaining("9081");
    }

    @Test
    void a_taken_port_is_named_with_its_owner_and_the_way_out() throws IOException {
        var ports = Ports.free();
        try (var _ = new ServerSocket(ports.api(), 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(ports::requireFree)
                    .withMessage(
                            "port %d (api-service) is taken; stop what holds it or set DARKROOM_API_PORT", ports.api());

            try (var _ = new ServerSocket(Ports.management(ports.worker()))) {
                assertThatExceptionOfType(CannotStart.class)
                        .isThrownBy(ports::requireFree)
                        .withMessageContaining("%d (api-service)", ports.api())
                        .withMessageContaining("(worker-service's management)")
                        .withMessageContaining("--port-offset");
            }
        }
    }
}
