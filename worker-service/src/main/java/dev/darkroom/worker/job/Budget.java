package dev.darkroom.worker.job;

/// What a run may spend on attempts.
///
/// @param made charged attempts of the run, the present one included
/// @param max most that the run may charge
public record Budget(int made, int max) {

    public boolean spent() {
        return made >= max;
    }
}
