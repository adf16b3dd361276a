package dev.darkroom.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The files of the folder `ops`, wherever the tests run.
public final class OpsFiles {

    /// What a description leaves out is false.
    static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private OpsFiles() {}

    /// The project that holds the working directory.
    public static Path home() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(".mvn")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the working directory is in no Darkroom project"));
    }

    public static Path path(String below) {
        return home().resolve("ops").resolve(below);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The files of a folder below `ops`, sorted.
    static List<Path> in(String folder) {
        try (var files = Files.list(path(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static JsonNode yaml(Path file) {
        var loaded = new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(text(file));
        return JSON.valueToTree(loaded);
    }
}
