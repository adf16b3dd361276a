package dev.darkroom.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stands in for each of our programs: ready at once, and when it is stopped it takes its time and says who else is
/// still there. `-Dfake.exit=<code>` makes it die at its start.
public final class FakeService {

    private FakeService() {}

    public static void main(String[] words) throws IOException {
        new TreeMap<>(System.getenv()).forEach((name, value) -> {
            if (name.startsWith("DARKROOM_") || name.endsWith("SERVER_PORT")) {
                System.out.println(name + "=" + value);
            }
        });
        System.out.println("max heap " + Runtime.getRuntime().maxMemory() / (1 << 20));
        Optional.ofNullable(Integer.getInteger("fake.exit")).ifPresent(code -> {
            System.out.println("ERROR no room for me here");
            System.exit(code);
        });
        Runtime.getRuntime().addShutdownHook(new Thread(FakeService::sayWhoIsThere));
        listen("SERVER_PORT");
        listen("MANAGEMENT_SERVER_PORT");
    }

    private static void listen(String variable) throws IOException {
        var port = System.getenv(variable);
        if (port != null) {
            var server = HttpServer.create(new InetSocketAddress(Integer.parseInt(port)), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }
    }

    private static void sayWhoIsThere() {
        try {
            var _ = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        var env = System.getenv();
        System.out.println("stopping beside postgres=%s kafka=%s stub=%s"
                .formatted(
                        answers(env, "DARKROOM_DATABASE_URL"),
                        answers(env, "DARKROOM_KAFKA_BOOTSTRAP"),
                        answers(env, "DARKROOM_AI_BASE_URL")));
    }

    private static boolean answers(Map<String, String> env, String variable) {
        var port = env.getOrDefault(variable, "").replaceAll("^.*:(\\d+)(/.*)?$", "$1");
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
