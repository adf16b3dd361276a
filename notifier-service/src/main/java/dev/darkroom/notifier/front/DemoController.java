package dev.darkroom.notifier.front;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /demo`: a front end in miniature, on the client that others can import.
@RestController
class DemoController {

    private final Places places;
    private final String policy;

    /// @param api where clients reach api-service
    /// @param notifier where clients reach this service
    DemoController(@Value("${darkroom.public-url}") URI api, @Value("${darkroom.notifier.public-url}") URI notifier) {
        this.places = new Places(api, notifier);
        this.policy = policy(origin(api), origin(notifier));
    }

    record Places(URI api, URI notifier) {}

    @GetMapping("/demo")
    ResponseEntity<Resource> page() {
        return FrontFiles.page("front/demo.html", policy);
    }

    @GetMapping("/demo/config.json")
    ResponseEntity<Places> config() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(places);
    }

    private static String policy(String api, String notifier) {
        var socket = notifier.replaceFirst("^http", "ws");
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' " + api
                + "; connect-src 'self' " + String.join(" ", api, notifier, socket)
                + "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }
}
