package dev.darkroom.identity;

/// What issuer and verifiers of access tokens agree on, beside [IdentitySettings].
public final class AccessTokenFormat {

    /// The `typ` of RFC 9068; keeps any other token we may sign one day from passing as an access token.
    public static final String TYPE = "at+jwt";

    private AccessTokenFormat() {}
}
