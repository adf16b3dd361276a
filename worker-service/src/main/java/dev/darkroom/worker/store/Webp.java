package dev.darkroom.worker.store;

import java.io.IOException;

/// WebP: a RIFF container that says its own length; the size stands in its first chunk, whose kind has three forms.
final class Webp {

    private static final int FIRST_CHUNK = 12;
    private static final int BODY = FIRST_CHUNK + 8;

    private Webp() {}

    static boolean signs(Window file) throws IOException, NotAPicture {
        return file.spells(0, "RIFF") && file.spells(8, "WEBP");
    }

    static Picture read(Window file) throws IOException, NotAPicture {
        if (file.u32Little(4) + 8 > file.length()) {
            throw new NotAPicture("the WebP is cut short");
        }
        if (file.spells(FIRST_CHUNK, "VP8 ")) {
            if (!file.spells(BODY + 3, "\u009d\u0001*")) {
                throw new NotAPicture("the WebP has no frame");
            }
            return webp(file.u16Little(BODY + 6) & 0x3FFF, file.u16Little(BODY + 8) & 0x3FFF);
        }
        if (file.spells(FIRST_CHUNK, "VP8L")) {
            var sides = file.u32Little(BODY + 1);
            return webp((int) (sides & 0x3FFF) + 1, (int) (sides >> 14 & 0x3FFF) + 1);
        }
        if (file.spells(FIRST_CHUNK, "VP8X")) {
            return webp(file.u24Little(BODY + 4) + 1, file.u24Little(BODY + 7) + 1);
        }
        throw new NotAPicture("the WebP has no frame");
    }

    private static Picture webp(int width, int height) {
        return new Picture(Picture.Format.WEBP, width, height);
    }
}
