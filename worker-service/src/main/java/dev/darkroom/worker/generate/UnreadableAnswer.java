package dev.darkroom.worker.generate;

/// The answer is not what the contract promises.
final class UnreadableAnswer extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableAnswer(String why) {
        super(why, null, false, false);
    }
}
