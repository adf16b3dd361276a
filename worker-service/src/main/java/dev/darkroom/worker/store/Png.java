package dev.darkroom.worker.store;

import java.io.IOException;

/// PNG: the size stands in the first chunk; a whole file has image data and ends with IEND.
final class Png {

    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
    private static final int FIRST_CHUNK = 8;
    private static final int CHUNK_OVERHEAD = 12;

    private Png() {}

    static Picture read(Window file) throws IOException, NotAPicture {
        if (!file.spells(FIRST_CHUNK + 4, "IHDR")) {
            throw new NotAPicture("the PNG has no header");
        }
        var picture = new Picture(Picture.Format.PNG, side(file.u32(16)), side(file.u32(20)));
        var drawn = false;
        for (long chunk = FIRST_CHUNK; ; chunk += CHUNK_OVERHEAD + file.u32(chunk)) {
            drawn |= file.spells(chunk + 4, "IDAT");
            if (file.spells(chunk + 4, "IEND")) {
                file.u8(chunk + CHUNK_OVERHEAD - 1);
                break;
            }
        }
        if (!drawn) {
            throw new NotAPicture("the PNG has no image data");
        }
        return picture;
    }

    private static int side(long declared) {
        return (int) Math.min(declared, Integer.MAX_VALUE);
    }
}
