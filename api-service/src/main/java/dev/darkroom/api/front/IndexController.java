package dev.darkroom.api.front;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api`: every other address, so that a client needs to know one only.
@RestController
class IndexController {

    private final Index index;

    IndexController(
            @Value("${darkroom.public-url}") URI api,
            @Value("${darkroom.notifier-public-url}") URI notifier,
            ObjectProvider<BuildProperties> build) {
        var built = build.getIfAvailable();
        var version = built == null ? null : built.getVersion();
        this.index = new Index("darkroom", version == null ? "development" : version, links(api, notifier));
    }

    record Index(String name, String version, Map<String, String> links) {}

    @GetMapping("/api")
    Index index() {
        return index;
    }

    private static Map<String, String> links(URI api, URI notifier) {
        var links = new LinkedHashMap<String, String>();
        links.put("account", api + "/api/account");
        links.put("token", api + "/api/token");
        links.put("jwks", api + "/.well-known/jwks.json");
        links.put("generations", api + "/api/generation");
        links.put("notifications", notifier + "/api/notification");
        links.put("ticket", notifier + "/api/notification/ticket");
        links.put("webSocket", notifier.toString().replaceFirst("^http", "ws") + "/ws");
        links.put("sse", notifier + "/sse");
        links.put("webhooks", notifier + "/api/webhook");
        links.put("openapi", api + "/openapi.yaml");
        links.put("asyncapi", notifier + "/asyncapi.yaml");
        links.put("ops", api + "/api/ops");
        return links;
    }
}
