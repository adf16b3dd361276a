package dev.darkroom.stub.door;

import dev.darkroom.stub.wire.Answer;
import dev.darkroom.stub.wire.Request;

/// What the door offers under one method and path.
///
/// @param path ends with `/` where it stands for everything beneath
/// @param kind how the door treats it
/// @param largestBody in bytes; more is 413
record Route(String method, String path, Kind kind, int largestBody, Desk desk) {

    enum Kind {
        /// Counted, and faults apply; a truncated answer has halved pictures.
        PAINTING,
        /// Faults apply; a truncated answer is halved itself.
        PLAIN,
        /// The knobs themselves, and health: always as it should be, or nobody could turn a fault off.
        STEADY
    }

    interface Desk {
        Answer answer(Request request) throws InterruptedException;
    }

    boolean leadsTo(String asked) {
        return path.endsWith("/") ? asked.startsWith(path) : asked.equals(path);
    }
}
