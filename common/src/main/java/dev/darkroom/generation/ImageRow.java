package dev.darkroom.generation;

import dev.darkroom.contract.GenerationSnapshot.Image;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// One row of `generation_image`: a stored picture and where its bytes are.
///
/// @param storageKey path below the image store's root; never shown to clients
public record ImageRow(UUID generationId, int run, int ordinal, String storageKey, Image image) {

    public static ImageRow read(ResultSet row) throws SQLException {
        return new ImageRow(
                row.getObject("generation_id", UUID.class),
                row.getInt("run"),
                row.getInt("ordinal"),
                row.getString("storage_key"),
                new Image(
                        row.getObject("id", UUID.class),
                        row.getString("content_type"),
                        row.getInt("width"),
                        row.getInt("height"),
                        row.getLong("byte_size"),
                        row.getString("sha256"),
                        row.getObject("seed", Long.class)));
    }
}
