package dev.darkroom.api.resource;

import dev.darkroom.generation.GenerationEvents;
import dev.darkroom.generation.GenerationLinks;
import dev.darkroom.ids.Ids;
import java.net.URI;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ResourceConfiguration {

    @Bean
    GenerationLinks generationLinks(@Value("${darkroom.public-url}") URI publicUrl) {
        return new GenerationLinks(publicUrl);
    }

    @Bean
    GenerationEvents generationEvents(GenerationLinks links, Ids ids) {
        return new GenerationEvents(links, ids);
    }

    @Bean
    ImageUrlSecret imageUrlSecret(@Value("${darkroom.image-url-secret}") String base64) {
        return new ImageUrlSecret(base64.strip());
    }

    @Bean
    SignedImageUrls signedImageUrls(
            @Value("${darkroom.public-url}") URI publicUrl, ImageUrlSecret secret, Clock clock) {
        return new SignedImageUrls(publicUrl, secret.key(), clock);
    }

    @Bean
    Resources resources(GenerationLinks links, SignedImageUrls urls) {
        return new Resources(links, urls);
    }
}
