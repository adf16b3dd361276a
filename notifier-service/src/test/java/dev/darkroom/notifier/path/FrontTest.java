package dev.darkroom.notifier.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.notifier.front.FrameSchemas;
import dev.darkroom.testkit.Broker;
import dev.darkroom.testkit.Database;
import dev.darkroom.testkit.RealParts;
import dev.darkroom.wire.WireJson;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The way in for front ends: the description, the client, the demo.
@RealParts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontTest {

    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+\\.(?:css|js))\"");

    private Darkroom darkroom;

    @BeforeAll
    void start(Database database, Broker broker) throws Exception {
        darkroom = new Darkroom(
                database,
                broker,
                Map.of(
                        "darkroom.public-url", "https://pictures.example.org",
                        "darkroom.notifier.public-url", "https://news.example.org"));
    }

    @AfterAll
    void stop() {
        darkroom.close();
    }

    @Test
    void the_description_is_there_as_yaml_and_as_json() throws Exception {
        var yaml = get("/asyncapi.yaml");
        assertThat(yaml.statusCode()).isEqualTo(200);
        assertThat(header(yaml, "Content-Type")).isEqualTo("application/yaml");
        assertThat(yaml.body()).startsWith("asyncapi: 3.0.0");

        var json = get("/asyncapi.json");
        assertThat(header(json, "Content-Type")).isEqualTo("application/json");
        assertThat(WireJson.mapper().readTree(json.body())).isEqualTo(FrameSchemas.document());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/asyncapi", "/demo"})
    void each_page_loads_only_what_this_service_has(String address) throws Exception {
        var page = get(address);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
        assertThat(page.body()).doesNotContain("http://", "https://", "<style", "style=", "onclick");
        assertThat(LOADED.matcher(page.body()).results().map(found -> found.group(1)))
                .hasSize(3)
                .allSatisfy(file -> {
                    var loaded = get(file);
                    assertThat(loaded.statusCode()).as(file).isEqualTo(200);
                    assertThat(header(loaded, "Content-Type")).contains(file.endsWith("css") ? "css" : "javascript");
                });
    }

    @Test
    void the_demo_may_call_the_two_services_and_nobody_else() throws Exception {
        assertThat(header(get("/demo"), "Content-Security-Policy"))
                .contains("connect-src 'self' https://pictures.example.org https://news.example.org"
                        + " wss://news.example.org;")
                .contains("img-src 'self' https://pictures.example.org;");
        assertThat(WireJson.mapper().readTree(get("/demo/config.json").body()))
                .isEqualTo(WireJson.mapper().readTree("""
                        {"api":"https://pictures.example.org","notifier":"https://news.example.org"}
                        """));
    }

    @Test
    void pages_of_every_origin_may_import_the_client_and_nothing_more() throws Exception {
        var client = get("/client/darkroom.js", "https://elsewhere.example.org");
        assertThat(client.statusCode()).isEqualTo(200);
        assertThat(header(client, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(client, "Content-Type")).isEqualTo("text/javascript;charset=UTF-8");
        assertThat(header(client, "Cache-Control")).isEqualTo("max-age=3600");
        assertThat(header(client, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(client.body()).contains("export function connect(");

        assertThat(get("/asyncapi.yaml", "https://elsewhere.example.org").statusCode())
                .isEqualTo(403);
        assertThat(get("/client/../application.yml").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(get("/front/application.yml").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return Client.HTTP.send(
                HttpRequest.newBuilder(darkroom.notifier.http(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String origin) throws IOException, InterruptedException {
        return Client.HTTP.send(
                HttpRequest.newBuilder(darkroom.notifier.http(path))
                        .header("Origin", origin)
                        .build(),
                BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
