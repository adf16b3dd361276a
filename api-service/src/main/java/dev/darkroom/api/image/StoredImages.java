package dev.darkroom.api.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/// Finds where a picture's bytes are: the row says which file below the store's root.
final class StoredImages {

    private static final Logger log = LoggerFactory.getLogger(StoredImages.class);

    private final JdbcTemplate jdbc;
    private final Path root;

    StoredImages(JdbcTemplate jdbc, Path root) {
        this.jdbc = jdbc;
        this.root = root.toAbsolutePath().normalize();
    }

    /// @param path below the store's root, and there when it was looked up
    record Stored(Path path, String contentType, int width, int height, String sha256) {}

    Optional<Stored> find(UUID imageId) {
        return present(jdbc.query(
                "select storage_key, content_type, width, height, sha256 from generation_image where id = ?",
                stored(),
                imageId));
    }

    /// Empty also when the picture is someone else's.
    Optional<Stored> findOwned(UUID imageId, UUID ownerId) {
        return present(jdbc.query("""
                select image.storage_key, image.content_type, image.width, image.height, image.sha256
                  from generation_image image
                  join generation on generation.id = image.generation_id
                 where image.id = ? and generation.owner_id = ?
                """, stored(), imageId, ownerId));
    }

    private RowMapper<Stored> stored() {
        return (row, _) -> new Stored(
                below(row.getString("storage_key")),
                row.getString("content_type"),
                row.getInt("width"),
                row.getInt("height"),
                row.getString("sha256"));
    }

    /// The key was written by the worker; a check costs nothing and keeps a corrupted row from reading other files.
    private Path below(String key) {
        var path = root.resolve(key).normalize();
        if (!path.startsWith(root)) {
            throw new IllegalStateException("a storage key leads out of the image store");
        }
        return path;
    }

    private static Optional<Stored> present(List<Stored> found) {
        return found.stream().findFirst().filter(stored -> {
            var there = Files.isRegularFile(stored.path());
            if (!there) {
                log.atError()
                        .addKeyValue("file", stored.path().getFileName())
                        .log("a recorded picture has no file; is the image directory the worker's?");
            }
            return there;
        });
    }
}
