package dev.darkroom.api.console;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /console`: operators' page. It holds nothing itself; what it shows it asks the API for, as whoever signs in.
@RestController
class ConsoleController {

    /// Nothing but its own files and this API. Markup made from text is refused too: prompts and messages are other
    /// people's.
    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    @GetMapping("/console")
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", PAGE_POLICY)
                .body(new ClassPathResource("front/console/console.html"));
    }
}
