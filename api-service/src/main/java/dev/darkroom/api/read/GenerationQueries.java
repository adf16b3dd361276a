package dev.darkroom.api.read;

import dev.darkroom.api.resource.GenerationResource;
import dev.darkroom.api.resource.Resources;
import dev.darkroom.contract.GenerationSnapshot.Image;
import dev.darkroom.contract.GenerationSnapshot.Status;
import dev.darkroom.generation.GenerationRow;
import dev.darkroom.generation.ImageRow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Reads generations for their owners, on the primary: what a client was told by an event it must find here.
public final class GenerationQueries {

    private final JdbcTemplate jdbc;
    private final Resources resources;

    GenerationQueries(JdbcTemplate jdbc, Resources resources) {
        this.jdbc = jdbc;
        this.resources = resources;
    }

    /// Empty also when it belongs to someone else.
    public Optional<GenerationRow> find(UUID ownerId, UUID id) {
        return jdbc
                .query(
                        "select " + GenerationRow.COLUMNS + " from generation where id = ? and owner_id = ?",
                        (row, _) -> GenerationRow.read(row),
                        id,
                        ownerId)
                .stream()
                .findFirst();
    }

    /// Whoever owns it: for operators.
    public Optional<GenerationRow> find(UUID id) {
        return jdbc
                .query(
                        "select " + GenerationRow.COLUMNS + " from generation where id = ?",
                        (row, _) -> GenerationRow.read(row),
                        id)
                .stream()
                .findFirst();
    }

    /// One statement more when there are pictures to show.
    public GenerationResource resource(GenerationRow row) {
        return resources(List.of(row)).getFirst();
    }

    private static final String PAGE = """
            select %s
              from generation
             where owner_id = ?
               and (?::uuid is null or id < ?::uuid)
               and (?::text is null or status = ?::text)
               and (?::text is null or kind = ?::text)
               and (?::timestamptz is null or created_at > ?::timestamptz)
               and (?::timestamptz is null or created_at < ?::timestamptz)
             order by id desc
             limit ?
            """.formatted(GenerationRow.COLUMNS);

    /// Newest first, at most `limit`, strictly older than `olderThan`. UUIDv7 never changes, so what existed
    /// when paging began is neither repeated nor skipped.
    List<GenerationResource> page(UUID ownerId, ListFilter filter, @Nullable UUID olderThan, int limit) {
        var status = filter.status() == null ? null : filter.status().name();
        var kind = filter.kind() == null ? null : filter.kind().name();
        var after = utc(filter.createdAfter());
        var before = utc(filter.createdBefore());
        return resources(jdbc.query(
                PAGE,
                (row, _) -> GenerationRow.read(row),
                ownerId,
                olderThan,
                olderThan,
                status,
                status,
                kind,
                kind,
                after,
                after,
                before,
                before,
                limit));
    }

    private List<GenerationResource> resources(List<GenerationRow> rows) {
        var images = images(rows);
        return rows.stream()
                .map(row -> resources.of(row, images.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static final String IMAGES = """
            select image.id, image.generation_id, image.run, image.ordinal, image.storage_key, image.content_type,
                   image.width, image.height, image.byte_size, image.sha256, image.seed
              from generation_image image
              join generation on generation.id = image.generation_id and generation.run = image.run
             where image.generation_id = any (?)
             order by image.generation_id, image.ordinal
            """;

    private Map<UUID, List<Image>> images(List<GenerationRow> rows) {
        var complete = rows.stream()
                .filter(row -> row.status() == Status.COMPLETE)
                .map(GenerationRow::id)
                .toArray(UUID[]::new);
        if (complete.length == 0) {
            return Map.of();
        }
        return jdbc.query(IMAGES, (row, _) -> ImageRow.read(row), (Object) complete).stream()
                .collect(Collectors.groupingBy(
                        ImageRow::generationId, Collectors.mapping(ImageRow::image, Collectors.toList())));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
