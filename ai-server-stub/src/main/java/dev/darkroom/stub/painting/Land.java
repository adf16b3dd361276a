package dev.darkroom.stub.painting;

/// What lies under the sky, and the words that ask for it; places before creatures, so that a fox in a forest gets
/// its forest.
enum Land {
    SEA(
            "sea ocean beach lake water wave waves river boat ship sail sailing island harbour harbor whale lighthouse coast"),
    FOREST("forest tree trees wood woods pine pines jungle bear owl deer mushroom fairy"),
    DUNES("desert dune dunes sand sahara camel mars canyon pyramid"),
    CITY("city street town tower towers skyline building buildings robot neon cyberpunk skyscraper car"),
    MOUNTAINS(
            "mountain mountains peak peaks alps hill hills valley ridge snow snowy winter ice fox wolf castle dragon"),
    MARBLE("abstract flower flowers pattern marble silk dream music energy portrait face texture swirl galaxy cat dog");

    final String words;

    Land(String words) {
        this.words = words;
    }
}
