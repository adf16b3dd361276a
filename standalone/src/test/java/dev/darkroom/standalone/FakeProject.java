package dev.darkroom.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/// A built project whose programs are all [FakeService], with the real database and broker.
final class FakeProject {

    private FakeProject() {}

    static Project in(Path home) throws IOException {
        for (var module : List.of("api-service", "worker-service", "notifier-service", "ai-server-stub")) {
            var target = Files.createDirectories(home.resolve(module).resolve("target"));
            writeJar(target.resolve(module + ".jar"));
        }
        Files.createDirectories(home.resolve(".mvn"));
        Files.createDirectories(home.resolve("standalone"));
        Files.createSymbolicLink(
                home.resolve("standalone").resolve("target"),
                Project.find().home().resolve("standalone").resolve("target"));
        return new Project(home);
    }

    /// The link leads out of the temporary folder; it goes before JUnit meets it.
    static void remove(Project project) throws IOException {
        Files.deleteIfExists(project.home().resolve("standalone").resolve("target"));
    }

    private static void writeJar(Path jar) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        var entry = FakeService.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var bytes = FakeService.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new ZipEntry(entry));
            if (bytes == null) {
                throw new IOException(entry + " is not on the classpath");
            }
            bytes.transferTo(out);
        }
    }
}
