package dev.darkroom.testkit;

import org.testcontainers.DockerClientFactory;

/// Whether a Docker engine answers. Asked once; the probe takes up to a second.
final class Docker {

    private static final boolean ANSWERS = DockerClientFactory.instance().isDockerAvailable();

    private Docker() {}

    static boolean answers() {
        return ANSWERS;
    }
}
