package dev.darkroom.cli;

/// The words make no command.
final class NotUnderstood extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotUnderstood(String message) {
        super(message, null, false, false);
    }
}
