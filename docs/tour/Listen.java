import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/// Prints what the notifier pushes, one frame a line, until it is interrupted or the server closes.
///
///     java docs/tour/Listen.java "$TOKEN" [ws://localhost:8082/ws[?after=<cursor>]]
public final class Listen {

    private static final String LOCAL = "ws://localhost:8082/ws";

    private Listen() {}

    public static void main(String[] words) throws InterruptedException {
        if (words.length < 1 || words[0].isBlank()) {
            System.err.println("usage: java Listen.java TOKEN [" + LOCAL + "]; the token is empty or missing");
            System.exit(2);
        }
        var closed = new CountDownLatch(1);
        var address = URI.create(words.length > 1 ? words[1] : LOCAL);
        var client = HttpClient.newHttpClient();
        try {
            client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + words[0])
                    .subprotocols("darkroom.v1")
                    .buildAsync(address, new Printer(closed))
                    .join();
        } catch (CompletionException refused) {
            System.err.println(address + " did not open: " + refused.getCause());
            System.exit(1);
        }
        closed.await();
    }

    private static final class Printer implements WebSocket.Listener {

        private final CountDownLatch closed;
        private final StringBuilder frame = new StringBuilder();

        Printer(CountDownLatch closed) {
            this.closed = closed;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                System.out.println(frame);
                if (frame.indexOf("\"type\":\"ping\"") >= 0) {
                    socket.sendText("{\"type\":\"pong\"}", true);
                }
                frame.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            System.err.println("closed: " + code + " " + reason);
            closed.countDown();
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            System.err.println("broken: " + error);
            closed.countDown();
        }
    }
}
