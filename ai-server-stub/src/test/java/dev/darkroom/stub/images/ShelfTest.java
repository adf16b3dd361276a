package dev.darkroom.stub.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShelfTest {

    @Test
    void the_oldest_picture_makes_room_when_there_are_too_many() {
        var shelf = new Shelf(2, 1_000);

        shelf.put("a", new byte[10]);
        shelf.put("b", new byte[10]);
        shelf.put("c", new byte[10]);

        assertThat(shelf.get("a")).isEmpty();
        assertThat(shelf.get("b")).isPresent();
        assertThat(shelf.get("c")).isPresent();
    }

    @Test
    void pictures_make_room_when_they_are_too_heavy_but_the_newest_stays() {
        var shelf = new Shelf(10, 100);

        shelf.put("a", new byte[60]);
        shelf.put("b", new byte[60]);
        assertThat(shelf.get("a")).isEmpty();

        shelf.put("c", new byte[600]);
        assertThat(shelf.get("b")).isEmpty();
        assertThat(shelf.get("c")).isPresent();
    }
}
