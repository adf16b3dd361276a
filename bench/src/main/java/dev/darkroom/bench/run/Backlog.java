package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What `fill` left for `drain`, in a file that only its user may read.
///
/// @param shares of the owners
record Backlog(List<Share> shares) {

    private static final JsonMapper JSON = new JsonMapper();

    /// One owner's part.
    ///
    /// @param cursor of the owner's notifications before the first of these generations ended
    /// @param accepted generations
    record Share(String email, String password, String cursor, int accepted) {}

    int accepted() {
        return shares.stream().mapToInt(Share::accepted).sum();
    }

    void save(String file) throws IOException {
        var path = Path.of(file).toAbsolutePath();
        Files.createDirectories(path.getParent());
        Files.deleteIfExists(path);
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, JSON.writeValueAsString(this));
    }

    static Backlog load(String file) throws IOException {
        try {
            return JSON.readValue(Files.readString(Path.of(file)), Backlog.class);
        } catch (NoSuchFileException notFilled) {
            throw new Refusal("there is no %s: run fill first, with the worker stopped".formatted(file));
        }
    }

    /// Where it is kept unless told otherwise.
    static String usualFile() {
        return System.getProperty("bench.state", "bench-backlog.json");
    }
}
