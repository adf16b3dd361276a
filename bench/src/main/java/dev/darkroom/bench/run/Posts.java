package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.LoopbackAddress;
import dev.darkroom.bench.http.Request;
import dev.darkroom.bench.system.Owner;
import java.util.List;
import java.util.stream.IntStream;

/// The requests that create generations.
final class Posts {

    /// Small pictures, so that drawing and storing them weighs little beside the path.
    static final String BODY = "{\"prompt\":\"a red fox in the snow\",\"width\":64,\"height\":64}";

    private Posts() {}

    static Request by(Owner owner, LoopbackAddress api, String body) {
        return Request.of("POST", api.at("/api/generation"), owner.bearer(), body);
    }

    /// One request for each connection, the owners taking turns.
    static List<Request> by(List<Owner> owners, LoopbackAddress api, String body, int connections) {
        return IntStream.range(0, connections)
                .mapToObj(connection -> by(owners.get(connection % owners.size()), api, body))
                .toList();
    }
}
