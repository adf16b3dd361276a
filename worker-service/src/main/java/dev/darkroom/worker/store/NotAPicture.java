package dev.darkroom.worker.store;

/// The bytes are no whole picture of a kind that is served.
final class NotAPicture extends Exception {

    private static final long serialVersionUID = 1;

    NotAPicture(String why) {
        super(why, null, false, false);
    }
}
