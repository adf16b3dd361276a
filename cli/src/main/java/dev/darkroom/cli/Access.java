package dev.darkroom.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// Where the API is, and as whom it is asked.
record Access(URI api, Credential credential) {

    sealed interface Credential {}

    /// An API key or an access token.
    record Bearer(String text) implements Credential {}

    record Account(String email, String password) implements Credential {}

    private static final String RUN_EMAIL = "operator@darkroom.local";

    /// @param home the folder that `./run` keeps `.darkroom` in
    /// @throws Refused without any credential
    static Access from(Map<String, String> env, Path home) {
        var address = address(env.getOrDefault("DARKROOM_URL", ""));
        return new Access(address, credential(env, home, address));
    }

    private static URI address(String text) {
        var base = text.isBlank() ? "http://localhost:8080" : text.strip().replaceFirst("/+$", "");
        try {
            var address = URI.create(base);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException other) {
            // told below
        }
        throw new Refused(0, "DARKROOM_URL is no http address: " + text);
    }

    private static boolean isHere(URI address) {
        return Set.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost());
    }

    private static Credential credential(Map<String, String> env, Path home, URI address) {
        var token = env.getOrDefault("DARKROOM_TOKEN", "").strip();
        if (!token.isEmpty()) {
            return new Bearer(token);
        }
        var email = env.getOrDefault("DARKROOM_OPERATOR_EMAIL", "").strip();
        var password = env.getOrDefault("DARKROOM_OPERATOR_PASSWORD", "");
        if (!email.isEmpty() && !password.isEmpty()) {
            return new Account(email, password);
        }
        var kept = home.resolve(".darkroom/keys/operator-password");
        try {
            // the password of this machine's Darkroom is nobody else's business
            if (email.isEmpty() && password.isEmpty() && isHere(address) && Files.exists(kept)) {
                return new Account(RUN_EMAIL, Files.readString(kept).strip());
            }
        } catch (IOException unreadable) {
            throw new Refused(0, "cannot read " + kept);
        }
        throw new Refused(0, "say who asks: DARKROOM_TOKEN, or DARKROOM_OPERATOR_EMAIL and DARKROOM_OPERATOR_PASSWORD");
    }
}
