package dev.darkroom.notifier.front;

import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The client for browsers, as an ES module. Pages of every origin may import it: it is the same for everybody and
/// holds no secret. What it calls is guarded by the list of origins as ever.
@RestController
class ClientController {

    @GetMapping("/client/darkroom.js")
    ResponseEntity<Resource> module() {
        var module = FrontFiles.file("client/darkroom.js", "text/javascript;charset=UTF-8");
        return ResponseEntity.status(module.getStatusCode())
                .headers(module.getHeaders())
                .header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("X-Content-Type-Options", "nosniff")
                .body(module.getBody());
    }
}
