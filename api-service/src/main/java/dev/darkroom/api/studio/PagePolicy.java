package dev.darkroom.api.studio;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;

/// What the page may load and call: this service, notifier-service, and nobody else. Behind one proxy both are the
/// same origin. No script may turn text into markup: the browser itself refuses that (`trusted-types`).
///
/// @param api where clients reach this service
/// @param notifier where clients reach notifier-service
record PagePolicy(URI api, URI notifier) {

    String text() {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src " + origins(notifier),
                "style-src 'self'",
                "img-src " + origins(api),
                "connect-src " + origins(api, notifier) + " " + origin(notifier).replaceFirst("^http", "ws"),
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'");
    }

    private static String origins(URI... addresses) {
        var origins = new LinkedHashSet<>(List.of("'self'"));
        for (var address : addresses) {
            origins.add(origin(address));
        }
        return String.join(" ", origins);
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }
}
