package dev.darkroom.stub.door;

import static dev.darkroom.stub.door.Route.Kind.PAINTING;
import static dev.darkroom.stub.door.Route.Kind.PLAIN;
import static dev.darkroom.stub.door.Route.Kind.STEADY;

import dev.darkroom.stub.calls.Calls;
import dev.darkroom.stub.images.ImageDesk;
import dev.darkroom.stub.moderation.Moderator;
import dev.darkroom.stub.wire.Answer;
import java.util.List;
import java.util.Map;

/// Everything that can be asked for.
final class Routes {

    /// Longer than any valid order.
    private static final int ORDER = 1 << 20;
    /// A picture as a data URL, with room.
    private static final int PICTURE = 32 << 20;

    private Routes() {}

    static List<Route> of(ImageDesk images, Moderator moderator, FaultDesk faults, Calls calls) {
        return List.of(
                new Route("POST", "/v1/images/generations", PAINTING, ORDER, images::generate),
                new Route("GET", ImageDesk.FILES, PLAIN, ORDER, images::file),
                new Route("GET", "/v1/models", PLAIN, ORDER, _ -> models()),
                new Route("POST", "/v1/moderations", PLAIN, PICTURE, moderator::openAi),
                new Route("POST", "/api/v1/moderate-content", PLAIN, ORDER, moderator::plain),
                new Route("GET", "/health", STEADY, ORDER, _ -> Answer.json(200, Map.of("status", "UP"))),
                new Route("GET", "/faults", STEADY, ORDER, _ -> faults.show()),
                new Route("PUT", "/faults", STEADY, ORDER, faults::change),
                new Route("DELETE", "/faults", STEADY, ORDER, _ -> faults.reset()),
                new Route("GET", "/calls", STEADY, ORDER, _ -> Answer.json(200, calls.snapshot())),
                new Route("DELETE", "/calls", STEADY, ORDER, _ -> {
                    calls.reset();
                    return Answer.empty();
                }));
    }

    private static Answer models() {
        var model = Map.of("id", "darkroom-stub", "object", "model", "created", 1_767_225_600, "owned_by", "darkroom");
        return Answer.json(200, Map.of("object", "list", "data", List.of(model)));
    }
}
