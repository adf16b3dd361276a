package dev.darkroom.api.image;

import dev.darkroom.api.resource.SignedImageUrls;
import dev.darkroom.api.resource.ThumbnailRule;
import dev.darkroom.identity.Caller;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/image/{imageId}`: the bytes, or with `size=thumb` fewer, to whoever holds a signed address, or to the
/// owner. Stored pictures never change, so caches may keep them for good.
@RestController
class ImageController {

    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

    private final StoredImages images;
    private final SignedImageUrls urls;
    private final Thumbnails thumbnails;

    ImageController(StoredImages images, SignedImageUrls urls, Thumbnails thumbnails) {
        this.images = images;
        this.urls = urls;
        this.thumbnails = thumbnails;
    }

    @GetMapping("/api/image/{imageId}")
    ResponseEntity<Resource> image(
            @Nullable Caller caller,
            @PathVariable UUID imageId,
            @RequestParam(required = false) @Nullable Long exp,
            @RequestParam(required = false) @Nullable String sig,
            @RequestParam(required = false) @Nullable String size) {
        if (size != null && !size.equals(SignedImageUrls.THUMBNAIL)) {
            throw Problem.invalid("size", "UNKNOWN", "the only size is thumb; leave it out for the picture itself");
        }
        var stored = sig == null && exp == null ? ownersOwn(caller, imageId) : signed(imageId, exp, sig);
        return size == null ? whole(stored) : small(stored);
    }

    private ResponseEntity<Resource> small(StoredImages.Stored stored) {
        var thumbnail = ThumbnailRule.isMade(stored.contentType(), stored.width(), stored.height())
                ? thumbnails.of(stored)
                : Optional.<Thumbnail>empty();
        return thumbnail
                .map(small -> picture(stored.sha256() + '-' + ThumbnailRule.LONGEST_SIDE, small.type())
                        .body(small.resource()))
                .orElseGet(() -> whole(stored));
    }

    private static ResponseEntity<Resource> whole(StoredImages.Stored stored) {
        return picture(stored.sha256(), MediaType.parseMediaType(stored.contentType()))
                .body(new FileSystemResource(stored.path()));
    }

    private static ResponseEntity.BodyBuilder picture(String tag, MediaType type) {
        return ResponseEntity.ok()
                .cacheControl(FOR_GOOD)
                .eTag('"' + tag + '"')
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Content-Disposition", "inline")
                .contentType(type);
    }

    private StoredImages.Stored signed(UUID imageId, @Nullable Long expiry, @Nullable String signature) {
        if (expiry == null || signature == null || !urls.admits(imageId, expiry, signature)) {
            throw new Problem(
                    ProblemCode.FORBIDDEN, "the address is forged or expired; read the generation for a fresh one");
        }
        return images.find(imageId).orElseThrow(ImageController::missing);
    }

    private StoredImages.Stored ownersOwn(@Nullable Caller caller, UUID imageId) {
        if (caller == null) {
            throw new Problem(ProblemCode.UNAUTHENTICATED, "use the signed address, or send the owner's token");
        }
        return images.findOwned(imageId, caller.ownerId()).orElseThrow(ImageController::missing);
    }

    private static Problem missing() {
        return new Problem(ProblemCode.NOT_FOUND, "there is no such image");
    }
}
