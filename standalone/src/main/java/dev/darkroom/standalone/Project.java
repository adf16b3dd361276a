package dev.darkroom.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The built project: where the jars lie.
///
/// @param home the top-level folder
public record Project(Path home) {

    public Project {
        home = home.toAbsolutePath().normalize();
    }

    /// The project that holds the working directory, or the one named by the system property `darkroom.home`.
    public static Project find() {
        var named = System.getProperty("darkroom.home");
        if (named != null) {
            return new Project(Path.of(named));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(".mvn")))
                .findFirst()
                .map(Project::new)
                .orElseThrow(() -> new CannotStart("the working directory is in no Darkroom project"));
    }

    /// The jar of a module.
    ///
    /// @throws CannotStart when the module is not built
    Path jar(String module) {
        var jar = home.resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new CannotStart("%s is missing; build it with: mvn -B -DskipTests package".formatted(jar));
        }
        return jar;
    }

    /// The manifest of the jar names the exact jars of the broker. Before the jar is made, in this module's own tests,
    /// the folder of those jars serves.
    String brokerClasspath() {
        var target = home.resolve("standalone").resolve("target");
        var jar = target.resolve("standalone.jar");
        return Files.exists(jar)
                ? jar.toString()
                : target.resolve("lib").resolve("*").toString();
    }

    /// Where PostgreSQL is unpacked: it belongs to the build, not to anybody's data.
    Path postgresHome() {
        return home.resolve("standalone").resolve("target");
    }
}
