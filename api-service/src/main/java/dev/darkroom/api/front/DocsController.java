package dev.darkroom.api.front;

import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The description of the API, for machines and for people. The page loads nothing from anywhere else.
@RestController
class DocsController {

    static final CacheControl FOR_AN_HOUR = CacheControl.maxAge(Duration.ofHours(1));

    /// Swagger UI sets styles on its elements, and draws its icons from data addresses.
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @GetMapping(path = "/openapi.yaml")
    ResponseEntity<Resource> openapi() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/yaml"))
                .cacheControl(FOR_AN_HOUR)
                .body(new ClassPathResource("openapi.yaml"));
    }

    @GetMapping("/docs")
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(FOR_AN_HOUR)
                .header("Content-Security-Policy", PAGE_POLICY)
                .body(new ClassPathResource("front/docs.html"));
    }
}
