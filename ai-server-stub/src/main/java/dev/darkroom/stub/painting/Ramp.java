package dev.darkroom.stub.painting;

/// A run of colours mixed beforehand: looking one up costs nothing, mixing one costs three powers.
final class Ramp {

    private static final int STEPS = 256;

    private final Ink[] inks = new Ink[STEPS];

    /// Through all the colours, evenly.
    Ramp(Colour... colours) {
        for (var step = 0; step < STEPS; step++) {
            var place = (float) step / (STEPS - 1) * (colours.length - 1);
            var from = Math.min((int) place, colours.length - 2);
            inks[step] = colours[from].mix(colours[from + 1], place - from).ink();
        }
    }

    /// @param part 0 is the first colour, 1 the last
    Ink at(float part) {
        return inks[Math.clamp((int) (part * (STEPS - 1) + 0.5f), 0, STEPS - 1)];
    }
}
