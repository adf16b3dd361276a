package dev.darkroom.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Just enough of RFC 6455 to welcome a client and tell it things; what the client says is not read.
final class SmallNotifier implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Socket> sessions = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    SmallNotifier() throws IOException {
        threads.execute(() -> {
            try {
                while (true) {
                    var socket = server.accept();
                    threads.execute(() -> welcome(socket));
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    void tell(String owner, String generationId, String ending) {
        send(owner, """
            {"type":"event","cursor":"e:1","seq":1,"replay":false,"event":{"specversion":"1.0","id":"i",\
            "type":"dev.darkroom.generation.%s.v1","subject":"%s","data":{"status":"COMPLETE"}}}\
            """.formatted(ending, generationId));
    }

    private void welcome(Socket socket) {
        try {
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            asked.add(reader.readLine());
            var headers = new HashMap<String, String>();
            for (var line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                var colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            var accept = MessageDigest.getInstance("SHA-1")
                    .digest((headers.get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(ISO_8859_1));
            socket.getOutputStream()
                    .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Protocol: darkroom.v1\r\nSec-WebSocket-Accept: "
                                    + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n")
                            .getBytes(ISO_8859_1));
            var owner = headers.getOrDefault("authorization", "");
            sessions.put(owner, socket);
            send(owner, "{\"type\":\"welcome\",\"session\":\"s\",\"cursor\":\"e:0\",\"head\":0}");
            send(owner, "{\"type\":\"ping\",\"head\":0}");
        } catch (IOException | NoSuchAlgorithmException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void send(String owner, String text) {
        var socket = sessions.get(owner);
        if (socket == null) {
            return;
        }
        var payload = text.getBytes(UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(payload);
        synchronized (socket) {
            try {
                frame.writeTo(socket.getOutputStream());
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sessions.values()) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
