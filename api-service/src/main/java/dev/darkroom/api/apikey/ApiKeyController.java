package dev.darkroom.api.apikey;

import dev.darkroom.api.account.SharedAccount;
import dev.darkroom.identity.Caller;
import dev.darkroom.web.Page;
import dev.darkroom.web.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/api-key")
class ApiKeyController {

    private final KeyRing keys;
    private final SharedAccount shared;

    ApiKeyController(KeyRing keys, SharedAccount shared) {
        this.keys = keys;
        this.shared = shared;
    }

    /// No control characters and no half of a surrogate pair, which the database would refuse.
    record NewKey(
            @NotBlank(message = "is required") @Size(max = 100, message = "must have at most {max} characters") @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not contain control characters") String name,

            @Nullable Instant expiresAt) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ApiKeyResource create(Caller caller, @Valid @RequestBody NewKey order) {
        shared.refuse(caller);
        return keys.cut(caller.ownerId(), order.name(), order.expiresAt());
    }

    @GetMapping
    Page<ApiKeyResource> list(
            Caller caller,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > 100) {
            throw Problem.invalid("limit", "OUT_OF_RANGE", "Must be 1 to 100.");
        }
        return keys.page(caller.ownerId(), limit, cursor);
    }

    @DeleteMapping("/{apiKeyId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable UUID apiKeyId) {
        keys.revoke(caller.ownerId(), apiKeyId);
    }
}
