package dev.darkroom.notifier.webhook;

import dev.darkroom.contract.EventTypes;
import dev.darkroom.web.FieldError;
import dev.darkroom.web.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an owner may order. Where the address leads is judged at each connect, not here: names change their minds.
record WebhookRules(boolean withoutTls) {

    private static final int LONGEST_URL = 2_048;
    private static final Set<String> TYPES =
            Set.of(EventTypes.COMPLETED, EventTypes.FAILED, EventTypes.REPLAYED, EventTypes.WEBHOOK_DISABLED);

    /// @throws Problem naming each field that is not valid
    void check(@Nullable String url, @Nullable List<@Nullable String> types) {
        var errors = new ArrayList<FieldError>();
        if (url != null) {
            checkUrl(url, errors);
        }
        if (types != null && !types.stream().allMatch(type -> type != null && TYPES.contains(type))) {
            errors.add(new FieldError(
                    "types",
                    "UNKNOWN_TYPE",
                    "Known are " + String.join(", ", TYPES.stream().sorted().toList()) + "."));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private void checkUrl(String url, List<FieldError> errors) {
        if (url.length() > LONGEST_URL) {
            errors.add(new FieldError("url", "WRONG_LENGTH", "Must have at most 2048 characters."));
            return;
        }
        try {
            var parsed = new URI(url);
            if (parsed.getHost() == null || parsed.getPort() == 0 || parsed.getPort() > 65_535) {
                errors.add(new FieldError("url", "WRONG_FORMAT", "Must be an absolute address with a host."));
            } else if (parsed.getRawUserInfo() != null || parsed.getRawFragment() != null) {
                errors.add(new FieldError("url", "WRONG_FORMAT", "Must have no credentials and no fragment."));
            } else if (!isAllowed(parsed.getScheme())) {
                errors.add(new FieldError(
                        "url", "WRONG_SCHEME", withoutTls ? "Must be http or https." : "Must be https."));
            }
        } catch (URISyntaxException unreadable) {
            errors.add(new FieldError("url", "WRONG_FORMAT", "Must be an absolute address with a host."));
        }
    }

    private boolean isAllowed(@Nullable String scheme) {
        return "https".equalsIgnoreCase(scheme) || (withoutTls && "http".equalsIgnoreCase(scheme));
    }
}
