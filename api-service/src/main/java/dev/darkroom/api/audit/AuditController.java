package dev.darkroom.api.audit;

import dev.darkroom.api.paging.Cursor;
import dev.darkroom.api.paging.Paging;
import dev.darkroom.web.Page;
import dev.darkroom.wire.WireJson;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/ops/audit`: newest first.
@RestController
class AuditController {

    private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    private final JdbcTemplate jdbc;

    AuditController(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static final String PAGE = """
            select event.id, event.at, event.actor_id, account.email, event.action, event.subject, event.detail
              from audit_event event
              left join account on account.id = event.actor_id
             where ?::uuid is null or event.id < ?::uuid
             order by event.id desc
             limit ?
            """;

    @GetMapping("/api/ops/audit")
    Page<AuditEventResource> list(
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        Paging.onlyKnown(request, PARAMETERS);
        var olderThan = Cursor.uuid(cursor);
        var found = jdbc.query(PAGE, (row, _) -> event(row), olderThan, olderThan, Paging.bounded(limit) + 1);
        return Paging.page(found, limit, AuditEventResource::id);
    }

    private static AuditEventResource event(ResultSet row) throws SQLException {
        return new AuditEventResource(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("actor_id", UUID.class),
                row.getString("email"),
                row.getString("action"),
                row.getString("subject"),
                WireJson.mapper().readTree(row.getString("detail")));
    }
}
