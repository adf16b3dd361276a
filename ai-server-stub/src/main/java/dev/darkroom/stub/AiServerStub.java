package dev.darkroom.stub;

import dev.darkroom.stub.door.StubServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/// Starts the server: `java -jar ai-server-stub.jar`.
public final class AiServerStub {

    private AiServerStub() {}

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        try {
            var address = StubSettings.from(System.getenv()).address();
            try {
                var server = StubServer.start(address, ThreadLocalRandom::current, InstantSource.system());
                Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            } catch (IOException taken) {
                giveUp("cannot listen on " + address.getHostString() + ":" + address.getPort() + " ("
                        + taken.getMessage() + "); stop what holds it, or choose another with DARKROOM_STUB_PORT");
            }
        } catch (IllegalArgumentException wrong) {
            giveUp(String.valueOf(wrong.getMessage()));
        }
    }

    private static void giveUp(String reason) {
        System.err.println("ai-server-stub: " + reason);
        System.exit(1);
    }
}
