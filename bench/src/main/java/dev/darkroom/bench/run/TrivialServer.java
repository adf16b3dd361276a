package dev.darkroom.bench.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers 202 to every so many bytes, whatever they say.
final class TrivialServer implements AutoCloseable {

    private static final String RESOURCE = "{\"generationId\":\"0199f0a0-0000-7000-8000-000000000000\","
            + "\"status\":\"PENDING\",\"filler\":\"" + "x".repeat(600) + "\"}";
    private static final byte[] ANSWER = ("HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: "
                    + RESOURCE.length() + "\r\n\r\n" + RESOURCE)
            .getBytes(US_ASCII);

    private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    TrivialServer() throws IOException {}

    int port() {
        return server.getLocalPort();
    }

    void answerEvery(int bytes) {
        threads.execute(() -> accept(bytes));
    }

    private void accept(int bytes) {
        try {
            while (true) {
                var socket = server.accept();
                threads.execute(() -> answer(socket, bytes));
            }
        } catch (IOException closed) {
            // the run is over
        }
    }

    private static void answer(Socket socket, int bytes) {
        try (socket) {
            socket.setTcpNoDelay(true);
            while (socket.getInputStream().readNBytes(bytes).length == bytes) {
                socket.getOutputStream().write(ANSWER);
            }
        } catch (IOException closed) {
            // the client is done
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
