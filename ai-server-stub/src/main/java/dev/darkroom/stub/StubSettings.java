package dev.darkroom.stub;

import java.net.InetSocketAddress;
import java.util.Map;

/// Where to listen.
///
/// @param host `DARKROOM_STUB_HOST`, 127.0.0.1 unless told: the stub takes orders from whoever reaches it
/// @param port `DARKROOM_STUB_PORT`, 8090 unless told; 0 is any free port
record StubSettings(String host, int port) {

    StubSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("DARKROOM_STUB_HOST is blank; name an address, such as 127.0.0.1");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("DARKROOM_STUB_PORT is " + port + "; it must be between 0 and 65535");
        }
    }

    static StubSettings from(Map<String, String> environment) {
        var port = environment.getOrDefault("DARKROOM_STUB_PORT", "8090");
        try {
            return new StubSettings(
                    environment.getOrDefault("DARKROOM_STUB_HOST", "127.0.0.1"), Integer.parseInt(port.strip()));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "DARKROOM_STUB_PORT is not a number; it must be between 0 and 65535", notANumber);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }
}
