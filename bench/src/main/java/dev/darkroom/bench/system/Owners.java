package dev.darkroom.bench.system;

import dev.darkroom.bench.arguments.LoopbackAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes owners that nobody had before, so that a run meets empty inboxes and no quota already used.
public final class Owners {

    private final LoopbackAddress api;
    private final RandomGenerator chance;

    public Owners(LoopbackAddress api, RandomGenerator chance) {
        this.api = api;
        this.chance = chance;
    }

    public List<Owner> make(int count) throws InterruptedException {
        var owners = new ArrayList<Owner>();
        for (int i = 0; i < count; i++) {
            var email = "bench-%s@example.com".formatted(hex(8));
            var password = hex(16);
            Json.ask("POST", api.at("/api/account"), Map.of("email", email, "password", password));
            owners.add(signIn(email, password));
        }
        return owners;
    }

    public Owner signIn(String email, String password) throws InterruptedException {
        var answer = Json.ask("POST", api.at("/api/token"), Map.of("email", email, "password", password));
        return new Owner(email, password, answer.path("accessToken").asString());
    }

    private String hex(int bytes) {
        var random = new byte[bytes];
        chance.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
