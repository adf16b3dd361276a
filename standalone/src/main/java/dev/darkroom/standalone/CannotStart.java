package dev.darkroom.standalone;

/// What keeps a part or the whole from running. The message is the one line a user reads: what is wrong, and what to
/// do.
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
