package dev.darkroom.bench.run;

import dev.darkroom.bench.arguments.Arguments;
import dev.darkroom.bench.arguments.LoopbackAddress;

/// Where the running system answers.
record Addresses(LoopbackAddress api, LoopbackAddress notifier, LoopbackAddress stub) {

    static Addresses from(Arguments arguments) {
        return new Addresses(
                api(arguments),
                arguments.address("notifier", "http://localhost:8082"),
                arguments.address("stub", "http://127.0.0.1:8090"));
    }

    static LoopbackAddress api(Arguments arguments) {
        return arguments.address("api", "http://localhost:8080");
    }
}
