package dev.darkroom.bench.system;

import java.util.Map;

/// Somebody who may create generations: an account made for this run, and its access token.
///
/// @param token lives a quarter of an hour at most, which is why no run may last longer
public record Owner(String email, String password, String token) {

    /// What proves it.
    public Map<String, String> bearer() {
        return Map.of("Authorization", "Bearer " + token);
    }

    @Override
    public String toString() {
        return email;
    }
}
