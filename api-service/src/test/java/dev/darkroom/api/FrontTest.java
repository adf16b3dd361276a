package dev.darkroom.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.testkit.RealParts;
import dev.darkroom.web.ProblemCode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/// The way in: the index, and a description that says what is really there.
@RealParts(kafka = false)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class FrontTest {

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mappings;

    private ApiClient api;

    @BeforeEach
    void aClient() {
        api = new ApiClient(port);
    }

    @Test
    void the_index_names_every_address_absolutely() {
        var index = api.get("/api").json();

        assertThat(index.get("name").asString()).isEqualTo("darkroom");
        assertThat(index.get("version").asString()).isNotBlank();
        assertThat(index.get("links").propertyNames())
                .containsExactly(
                        "account",
                        "token",
                        "jwks",
                        "generations",
                        "notifications",
                        "ticket",
                        "webSocket",
                        "sse",
                        "webhooks",
                        "openapi",
                        "asyncapi",
                        "ops");
        assertThat(index.get("links").valueStream().map(link -> link.asString()))
                .allMatch(link -> link.startsWith("http://localhost:") || link.startsWith("ws://localhost:"));
    }

    @Test
    void the_description_names_exactly_the_addresses_that_are_there() {
        var live = mappings.getHandlerMethods().keySet().stream()
                .flatMap(info -> info.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> info.getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toSet());

        assertThat(live).isNotEmpty().isEqualTo(described());
    }

    @Test
    void the_description_names_every_problem() {
        var schema = child(child(child(openapi(), "components"), "schemas"), "ProblemCode");

        assertThat(schema.get("enum"))
                .isEqualTo(Arrays.stream(ProblemCode.values()).map(Enum::name).toList());
        for (var code : ProblemCode.values()) {
            assertThat(api.get("/problems/" + code).json().get("status").asInt())
                    .isEqualTo(code.status().value());
        }
        assertThat(api.get("/problems/NONE").status()).isEqualTo(404);
    }

    @Test
    void the_page_loads_nothing_from_elsewhere() {
        var page = api.get("/docs");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'");
        assertThat(page.body()).doesNotContain("http://", "https://");
        for (var file : List.of("swagger-ui.css", "swagger-ui-bundle.js", "start.js")) {
            assertThat(page.body()).contains("/docs/" + file);
            var loaded = api.get("/docs/" + file);
            assertThat(loaded.status()).as(file).isEqualTo(200);
            assertThat(loaded.header("Content-Type")).contains(file.endsWith("css") ? "css" : "javascript");
        }
    }

    @Test
    void the_studio_is_made_of_files_that_are_here_and_fetches_all_its_modules_at_once() {
        var page = api.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "trusted-types 'none'");
        assertThat(page.body()).doesNotContain("http://", "https://", "<style", "style=", "onclick");
        var files = named("(?:src|href)=\"(/studio/[^\"]+)\"", page.body());
        assertThat(files).hasSizeGreaterThan(20).allSatisfy(file -> {
            var loaded = api.get(file);
            assertThat(loaded.status()).as(file).isEqualTo(200);
            assertThat(loaded.header("Content-Type"))
                    .contains(file.endsWith("css") ? "css" : file.endsWith("svg") ? "svg" : "javascript");
            assertThat(loaded.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(api.get(file, "If-None-Match", loaded.header("ETag")).status())
                    .isEqualTo(304);
            assertThat(named("(?m)^(?:import|export) .*from '\\./([a-z-]+\\.js)';$", loaded.body()))
                    .allSatisfy(module -> assertThat(files).contains("/studio/" + module));
        });
        assertThat(api.get("/studio/studio.html").status()).isNotEqualTo(200);
        assertThat(api.get("/studio/config.json").json().get("demo").isNull()).isTrue();
    }

    /// From the page to the last module that any of them imports.
    @Test
    void the_console_is_made_of_files_of_this_service_only_and_a_browser_hears_when_they_are_the_same() {
        var page = api.get("/console");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "trusted-types 'none'")
                .doesNotContain("unsafe", "*", "http");
        assertThat(page.body()).doesNotContain("http://", "https://", "<style", "style=", "onclick");

        var files = new ArrayDeque<>(named("(?:src|href)=\"(/console/[^\"]+)\"", page.body()));
        var loaded = new HashSet<String>();
        while (!files.isEmpty()) {
            var path = files.remove();
            if (loaded.add(path)) {
                var file = api.get(path);
                assertThat(file.status()).as(path).isEqualTo(200);
                assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(file.header("Cache-Control")).isEqualTo("no-cache");
                var tag = requireNonNull(file.header("ETag"));
                assertThat(api.get(path, "If-None-Match", tag).status()).isEqualTo(304);
                if (path.endsWith(".js")) {
                    assertThat(file.header("Content-Type")).contains("javascript");
                    assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
                            .doesNotContain("innerHTML", "insertAdjacentHTML", "eval(", "://");
                    named("from '\\./([^']+)'", file.body()).forEach(other -> files.add("/console/" + other));
                }
            }
        }
        assertThat(loaded).hasSizeGreaterThan(20).contains("/console/console.css", "/console/story.js");
        assertThat(api.get("/console/").status()).isEqualTo(302);
        assertThat(api.get("/console/../application.yml").status()).isGreaterThanOrEqualTo(400);
    }

    private static List<String> named(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Map<?, ?> child(Map<?, ?> parent, String name) {
        return (Map<?, ?>) parent.get(name);
    }

    private Map<?, ?> openapi() {
        return new Yaml().load(api.get("/openapi.yaml").body());
    }

    private Set<String> described() {
        return child(openapi(), "paths").entrySet().stream()
                .flatMap(path -> ((Map<?, ?>) path.getValue())
                        .keySet().stream()
                                .map(Object::toString)
                                .filter(key -> !key.equals("parameters"))
                                .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
    }
}
