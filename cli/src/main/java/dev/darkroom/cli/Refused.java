package dev.darkroom.cli;

/// The API said no, or nothing. The message is the one line that the operator reads.
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    /// @param status of the answer; 0 without one
    Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /// It may well be otherwise in a moment: nobody answered, or the service said so.
    boolean passing() {
        return status == 0 || status >= 500;
    }

    boolean unauthenticated() {
        return status == 401;
    }
}
