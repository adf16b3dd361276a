package dev.darkroom.stub.painting;

/// What every brush needs to know. Places are fractions of the canvas.
///
/// @param horizon where the sky ends, from the top
/// @param sunX the sun, or at night the moon
record Scene(Canvas canvas, Theme theme, Palette palette, float horizon, float sunX, float sunY) {

    static Scene of(Brief brief, Theme theme, Palette palette, Chance chance) {
        var horizon = switch (theme.land()) {
            case SEA -> chance.between(0.50f, 0.60f);
            case FOREST -> chance.between(0.50f, 0.62f);
            case DUNES -> chance.between(0.48f, 0.58f);
            case CITY -> chance.between(0.74f, 0.80f);
            case MOUNTAINS, MARBLE -> chance.between(0.52f, 0.64f);
        };
        var sunX = chance.oneIn(2) ? chance.between(0.22f, 0.42f) : chance.between(0.58f, 0.78f);
        var above = switch (theme.mood()) {
            case DAWN, DUSK -> chance.between(0.10f, 0.20f);
            case GOLDEN -> chance.between(0.14f, 0.26f);
            case DAY, NIGHT -> chance.between(0.28f, 0.38f);
        };
        return new Scene(new Canvas(brief.width(), brief.height()), theme, palette, horizon, sunX, horizon - above);
    }

    boolean night() {
        return theme.mood() == Mood.NIGHT;
    }

    int horizonRow() {
        return Math.round(horizon * canvas.height);
    }
}
