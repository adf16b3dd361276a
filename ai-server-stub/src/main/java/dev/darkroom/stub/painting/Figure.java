package dev.darkroom.stub.painting;

/// Somebody in the landscape, and the words that ask for them.
enum Figure {
    FOX("fox foxes wolf"),
    BOAT("boat boats ship sail sailing yacht"),
    BIRDS("bird birds gull gulls crow raven swallow eagle"),
    CABIN("house cabin cottage home hut barn"),
    BALLOON("balloon balloons");

    final String words;

    Figure(String words) {
        this.words = words;
    }
}
