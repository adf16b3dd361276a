package dev.darkroom.notifier.protocol;

/// An owner's stream at one moment.
///
/// @param head the number of the newest event, 0 before the first
/// @param unacknowledged events the owner has not acknowledged
public record StreamState(String epoch, long head, long unacknowledged) {

    public Cursor cursor() {
        return new Cursor(epoch, head);
    }
}
