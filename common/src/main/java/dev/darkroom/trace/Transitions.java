package dev.darkroom.trace;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of what becomes of generations: one line for each transition, after its commit, inside a [LogScope]. INFO:
/// an attempt that failed, the end of a run, a run begun anew. DEBUG: what every generation passes on its way. One
/// logger of all services, so that one setting shows more or less of it.
public final class Transitions {

    private static final Logger LOG = LoggerFactory.getLogger("darkroom.transition");

    private Transitions() {}

    public static Logger log() {
        return LOG;
    }
}
