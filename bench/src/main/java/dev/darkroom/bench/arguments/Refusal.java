package dev.darkroom.bench.arguments;

/// The bench will not or cannot measure. The message is for the person at the terminal and says what to do.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Refusal(String message) {
        super(message, null, false, false);
    }
}
