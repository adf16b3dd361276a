package dev.darkroom.api.resource;

import dev.darkroom.api.resource.GenerationResource.ImageResource;
import dev.darkroom.contract.GenerationSnapshot.Image;
import dev.darkroom.generation.GenerationLinks;
import dev.darkroom.generation.GenerationRow;
import java.util.List;

/// Turns rows into what REST shows.
public final class Resources {

    private final GenerationLinks links;
    private final SignedImageUrls urls;

    public Resources(GenerationLinks links, SignedImageUrls urls) {
        this.links = links;
        this.urls = urls;
    }

    public GenerationResource of(GenerationRow row, List<Image> images) {
        var snapshot = row.snapshot(images, links);
        var stored = snapshot.images();
        return GenerationResource.of(
                snapshot,
                stored == null ? null : stored.stream().map(this::addressed).toList());
    }

    public String location(GenerationResource resource) {
        return resource.links().self();
    }

    private ImageResource addressed(Image image) {
        var expiry = urls.expiry();
        var url = urls.url(image.imageId(), expiry);
        return new ImageResource(
                image.imageId(),
                url,
                ThumbnailRule.isMade(image.contentType(), image.width(), image.height())
                        ? urls.thumbnail(image.imageId(), expiry)
                        : url,
                expiry,
                image.contentType(),
                image.width(),
                image.height(),
                image.byteSize(),
                image.sha256(),
                image.seed());
    }
}
