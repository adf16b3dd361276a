package dev.darkroom.notifier.front;

import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// How the files of this package leave: typed, and remembered for an hour.
final class FrontFiles {

    static final CacheControl FOR_AN_HOUR = CacheControl.maxAge(Duration.ofHours(1));

    private FrontFiles() {}

    static ResponseEntity<Resource> file(String name, String contentType) {
        return answer(contentType).body(new ClassPathResource(name));
    }

    /// @param policy what the page may load and call
    static ResponseEntity<Resource> page(String name, String policy) {
        return answer("text/html;charset=UTF-8")
                .header("Content-Security-Policy", policy)
                .body(new ClassPathResource(name));
    }

    static ResponseEntity.BodyBuilder answer(String contentType) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(contentType))
                .cacheControl(FOR_AN_HOUR);
    }
}
