package dev.darkroom.standalone;

import java.util.Map;

/// The two accounts that exist from the first start on.
record Accounts(Account operator, Account demo) {

    record Account(String email, String password) {}

    /// Names and passwords from the environment where it has them, else ours: passwords are made once and kept.
    static Accounts from(Map<String, String> env, Secrets secrets) {
        return new Accounts(
                account("operator", "DARKROOM_OPERATOR", env, secrets), account("demo", "DARKROOM_DEMO", env, secrets));
    }

    /// As the services are told of them.
    Map<String, String> env() {
        return Map.of(
                "DARKROOM_OPERATOR_EMAIL", operator.email(),
                "DARKROOM_OPERATOR_PASSWORD", operator.password(),
                "DARKROOM_DEMO_EMAIL", demo.email(),
                "DARKROOM_DEMO_PASSWORD", demo.password());
    }

    private static Account account(String name, String prefix, Map<String, String> env, Secrets secrets) {
        var email = env.getOrDefault(prefix + "_EMAIL", "");
        var password = env.getOrDefault(prefix + "_PASSWORD", "");
        return new Account(
                email.isBlank() ? name + "@darkroom.local" : email,
                password.isBlank() ? secrets.password(name) : password);
    }
}
