package dev.darkroom.stub.painting;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the words ask for; chance decides what they leave open.
///
/// @param hue the hue of the first colour word, in degrees
/// @param snowy whether snow lies and falls
/// @param aurora whether northern lights hang in the sky
record Theme(Land land, Mood mood, List<Figure> figures, Optional<Integer> hue, boolean snowy, boolean aurora) {

    private static final List<Land> LANDS = List.of(Land.values());
    private static final List<Mood> MOODS = List.of(Mood.values());
    private static final Lexicon<Land> LAND_WORDS = new Lexicon<>(LANDS, land -> land.words);
    private static final Lexicon<Mood> MOOD_WORDS = new Lexicon<>(MOODS, mood -> mood.words);
    private static final Lexicon<Figure> FIGURE_WORDS = new Lexicon<>(List.of(Figure.values()), figure -> figure.words);
    private static final Words SNOW = new Words("snow snowy winter ice icy frozen frost blizzard");
    private static final Words AURORA = new Words("aurora northern borealis");
    private static final Map<String, Integer> HUES = Map.ofEntries(
            Map.entry("red", 25),
            Map.entry("crimson", 18),
            Map.entry("orange", 58),
            Map.entry("gold", 85),
            Map.entry("yellow", 100),
            Map.entry("green", 150),
            Map.entry("emerald", 162),
            Map.entry("teal", 195),
            Map.entry("turquoise", 195),
            Map.entry("cyan", 210),
            Map.entry("blue", 260),
            Map.entry("indigo", 278),
            Map.entry("violet", 300),
            Map.entry("purple", 308),
            Map.entry("magenta", 335),
            Map.entry("pink", 355),
            Map.entry("rose", 5));

    static Theme of(Brief brief, Chance chance) {
        var words = new Words(brief.prompt()).without(new Words(brief.avoid()));
        var anyLand = chance.oneOf(LANDS);
        var anyMood = chance.oneOf(MOODS);
        var snowy = words.holdsAnyOf(SNOW);
        return new Theme(
                LAND_WORDS.firstNamedIn(words).orElse(anyLand),
                MOOD_WORDS.firstNamedIn(words).orElse(snowy && anyMood == Mood.GOLDEN ? Mood.DAWN : anyMood),
                FIGURE_WORDS.allNamedIn(words),
                hueIn(brief.prompt(), words),
                snowy,
                words.holdsAnyOf(AURORA));
    }

    private static Optional<Integer> hueIn(String prompt, Words words) {
        for (var word : Words.inOrder(prompt)) {
            var hue = HUES.get(word);
            if (hue != null && words.has(word)) {
                return Optional.of(hue);
            }
        }
        return Optional.empty();
    }
}
