package dev.darkroom.api.studio;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /`: the page itself, and what it has to know of this installation before anybody has signed in.
@RestController
class StudioController {

    private final PagePolicy policy;
    private final Offer offer;

    StudioController(PagePolicy policy, DemoOffer demo) {
        this.policy = policy;
        this.offer = new Offer(demo.account());
    }

    /// @param demo null unless everybody may try the demo account
    record Offer(DemoOffer.@Nullable Account demo) {}

    @GetMapping("/")
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", policy.text())
                .body(new ClassPathResource("studio/studio.html"));
    }

    @GetMapping("/studio/config.json")
    Offer config() {
        return offer;
    }
}
