package dev.darkroom.stub.painting;

import java.util.Locale;

/// What to paint. Equal briefs give equal pictures.
///
/// @param avoid words to leave out of the picture, the negative prompt; may be empty
/// @param width in pixels
/// @param height in pixels
public record Brief(String prompt, String avoid, int width, int height, long seed) {

    public Brief {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture is at least 1x1");
        }
    }

    /// Where chance starts: the same scene at every size, another one for every seed.
    long origin() {
        var hash = 0xcbf29ce484222325L;
        var words = prompt.strip().toLowerCase(Locale.ROOT);
        for (var i = 0; i < words.length(); i++) {
            hash = (hash ^ words.charAt(i)) * 0x100000001b3L;
        }
        return Chance.scramble(hash ^ Chance.scramble(seed));
    }
}
