package dev.darkroom.stub.painting;

/// Paints briefs. Pure: the same brief gives the same pixels on every call.
public final class Painter {

    /// Below this side a picture is an icon: load tests ask for thousands a second, so they get the quick brush.
    private static final int QUICK_BELOW = 256;

    private Painter() {}

    public static Picture paint(Brief brief) {
        var chance = new Chance(brief.origin());
        var theme = Theme.of(brief, chance);
        var palette = Palette.of(theme, chance);
        if (Math.min(brief.width(), brief.height()) < QUICK_BELOW) {
            return new Miniature(brief, theme, palette, chance).paint();
        }
        var scene = Scene.of(brief, theme, palette, chance);
        if (theme.land() != Land.MARBLE) {
            new Sky(scene, chance).paint();
        }
        switch (theme.land()) {
            case MOUNTAINS -> new Ridges(scene, chance).mountains();
            case FOREST -> new Ridges(scene, chance).forest();
            case SEA -> new Waters(scene, chance).paint();
            case DUNES -> new Dunes(scene, chance).paint();
            case CITY -> new Skyline(scene, chance).paint();
            case MARBLE -> new Marble(scene, chance).paint();
        }
        new Figures(scene, chance).paint();
        if (theme.snowy()) {
            Snowfall.over(scene.canvas(), chance);
        }
        Caption.on(scene.canvas(), brief.prompt());
        return scene.canvas().dry(chance.salt());
    }
}
