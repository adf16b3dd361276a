package dev.darkroom.notifier.front;

import dev.darkroom.wire.WireJson;
import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The description of the socket, for machines and for people. The page loads nothing from anywhere else.
@RestController
class DescriptionController {

    private static final String DESCRIPTION = "asyncapi.yaml";

    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String json;

    /// The same document once more as JSON, which a page can read without a YAML parser.
    DescriptionController() throws IOException {
        try (var yaml = new ClassPathResource(DESCRIPTION).getInputStream()) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            json = WireJson.mapper().writeValueAsString(document);
        }
    }

    @GetMapping("/asyncapi.yaml")
    ResponseEntity<Resource> yaml() {
        return FrontFiles.file(DESCRIPTION, "application/yaml");
    }

    @GetMapping("/asyncapi.json")
    ResponseEntity<String> json() {
        return FrontFiles.answer("application/json").body(json);
    }

    @GetMapping("/asyncapi")
    ResponseEntity<Resource> page() {
        return FrontFiles.page("front/asyncapi.html", PAGE_POLICY);
    }
}
