package dev.darkroom.notifier.mailbox;

import dev.darkroom.identity.Caller;
import dev.darkroom.notifier.acknowledge.Acknowledgements;
import dev.darkroom.notifier.mailbox.Mailbox.Wish;
import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/api/notification`: the same events with the same cursors as on the live transports, for clients that poll, look
/// back or fill a gap.
@RestController
@RequestMapping("/api/notification")
class MailboxController {

    private static final Set<String> PARAMETERS = Set.of("after", "cursor", "limit", "unacknowledged");
    private static final int LARGEST = 100;

    private final Mailbox mailbox;
    private final Acknowledgements acknowledgements;

    MailboxController(Mailbox mailbox, Acknowledgements acknowledgements) {
        this.mailbox = mailbox;
        this.acknowledgements = acknowledgements;
    }

    /// @param cursor what `nextCursor` said; the same as `after`, as every list of the API calls it
    @GetMapping
    ResponseEntity<Page<Item>> page(
            Caller caller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(defaultValue = "false") boolean unacknowledged,
            @RequestParam MultiValueMap<String, String> sent) {
        onlyKnown(sent);
        if (after != null && cursor != null) {
            throw Problem.invalid("cursor", "ONE_OF", "Give either after or cursor.");
        }
        if (limit < 1 || limit > LARGEST) {
            throw Problem.invalid("limit", "OUT_OF_RANGE", "Must be 1 to " + LARGEST + ".");
        }
        var wish = cursor == null
                ? new Wish("after", after, limit, unacknowledged)
                : new Wish("cursor", cursor, limit, unacknowledged);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(mailbox.page(caller.ownerId(), wish));
    }

    /// @param unacknowledged events the owner has still to acknowledge
    record Left(long unacknowledged) {}

    @PostMapping("/ack")
    ResponseEntity<Left> acknowledge(Caller caller, @RequestBody Acknowledging what) {
        var errors = what.errors();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        var through = what.through();
        var left = through == null
                ? acknowledgements.events(caller.ownerId(), null, what.ids())
                : acknowledgements.through(caller.ownerId(), null, through);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Left(left.tally().unacknowledged()));
    }

    /// One that is misspelt, or given twice, is refused rather than ignored.
    private static void onlyKnown(Map<String, List<String>> sent) {
        sent.forEach((name, values) -> {
            if (!PARAMETERS.contains(name)) {
                throw Problem.invalid(name, "NOT_AVAILABLE", "This parameter is not available here.");
            }
            if (values.size() > 1) {
                throw Problem.invalid(name, "INVALID", "Give it once.");
            }
        });
    }
}
