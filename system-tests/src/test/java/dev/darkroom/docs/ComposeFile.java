package dev.darkroom.docs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `docker-compose.yml` with its anchors resolved and its variables as they are written.
record ComposeFile(JsonNode root, String text) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[-?][^}]*)?}");

    static ComposeFile of(SourceTree tree) {
        var text = tree.text("docker-compose.yml");
        return new ComposeFile(new JsonMapper().valueToTree(new Yaml().load(text)), text);
    }

    JsonNode service(String name) {
        return root.path("services").path(name);
    }

    List<String> services() {
        return List.copyOf(root.path("services").propertyNames());
    }

    /// The programs that we build, by the names of their modules.
    List<String> ours() {
        return services().stream().filter(name -> service(name).has("build")).toList();
    }

    Map<String, String> environment(String service) {
        var environment = new TreeMap<String, String>();
        service(service).path("environment").forEachEntry((name, value) -> environment.put(name, value.asString()));
        return environment;
    }

    /// Whatever is a list of words there.
    List<String> words(String service, String... path) {
        var node = service(service);
        for (var step : path) {
            node = node.path(step);
        }
        return node.valueStream().map(JsonNode::asString).toList();
    }

    /// In whole seconds, as all times are given here.
    int seconds(String service, String name) {
        return Integer.parseInt(service(service).path(name).asString().replace("s", ""));
    }

    /// A place on disk or a named volume, and where a container sees it.
    record Mount(String service, String source, String target, boolean readOnly) {

        boolean isFile() {
            return source.startsWith("./");
        }
    }

    List<Mount> mounts() {
        return services().stream()
                .flatMap(service -> words(service, "volumes").stream()
                        .map(mount -> mount.split(":", -1))
                        .map(part -> new Mount(service, part[0], part[1], part.length > 2)))
                .toList();
    }

    /// The variables that Compose fills in: name, and what stands behind it.
    Stream<MatchResult> variables() {
        return VARIABLE.matcher(text).results();
    }
}
