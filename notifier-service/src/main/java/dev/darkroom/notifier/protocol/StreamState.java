package dev.darkroom.notifier.protocol;

/// An owner's stream at one moment.
///
/// @param head the number of the newest event, 0 before the first
/// @param watermark events up to this number have expired, everything later is there; 0 before the first does
/// @param unacknowledged events the owner has not acknowledged
/// @param revision rises with each acknowledgement
public record StreamState(String epoch, long head, long watermark, long unacknowledged, long revision) {

    public Cursor cursor() {
        return new Cursor(epoch, head);
    }

    public Tally tally() {
        return new Tally(revision, head, unacknowledged);
    }
}
