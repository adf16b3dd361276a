package dev.darkroom.notifier.handshake;

import dev.darkroom.identity.Caller;
import dev.darkroom.notifier.sessions.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /sse`: the socket's events for clients that can only listen.
@RestController
class StreamController {

    private final HandshakeGate gate;
    private final EventStreams streams;
    private final Supplier<UUID> ids;

    StreamController(HandshakeGate gate, EventStreams streams, Supplier<UUID> ids) {
        this.gate = gate;
        this.streams = streams;
        this.ids = ids;
    }

    /// A `HEAD` request learns whether a stream would open, and opens none.
    @GetMapping(path = "/sse", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void open(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var admission = gate.admit(ids.get().toString(), caller, request);
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            admission.place().giveBack();
        } else {
            streams.open(admission.visit(), admission.place(), request, response);
        }
    }
}
