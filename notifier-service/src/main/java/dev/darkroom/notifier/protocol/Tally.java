package dev.darkroom.notifier.protocol;

/// How many events an owner had not acknowledged at one moment. Whatever numbers or acknowledges events holds
/// the stream's lock, so what is told of two moments can be put in order, and what came after one of them is
/// known.
///
/// @param revision rises with each acknowledgement
/// @param head the newest event that is counted
public record Tally(long revision, long head, long unacknowledged) {

    /// Before anybody has told.
    public static final Tally NONE = new Tally(-1, 0, 0);

    public boolean known() {
        return revision >= 0;
    }

    /// The one of the later moment. What expires raises neither number, so of two equal ones it is the one told
    /// now.
    public Tally or(Tally told) {
        return told.revision > revision || (told.revision == revision && told.head >= head) ? told : this;
    }

    /// Events after `head` count in full: acknowledging one of them would have raised the revision.
    ///
    /// @param newest the stream's newest event as far as is known
    public long at(long newest) {
        return unacknowledged + Math.max(0, newest - head);
    }
}
