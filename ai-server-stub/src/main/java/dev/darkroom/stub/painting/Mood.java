package dev.darkroom.stub.painting;

/// The hour, and the words that ask for it.
enum Mood {
    DAWN("dawn sunrise morning spring"),
    DAY("day noon daylight sunny summer bright"),
    GOLDEN("golden autumn fall evening warm fire fiery"),
    DUSK("sunset dusk twilight"),
    NIGHT("night midnight moon moonlight moonlit star stars starry dark galaxy aurora space");

    final String words;

    Mood(String words) {
        this.words = words;
    }
}
