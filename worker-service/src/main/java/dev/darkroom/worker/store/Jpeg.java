package dev.darkroom.worker.store;

import java.io.IOException;

/// JPEG: the size stands in the start-of-frame segment; a whole file ends with the end-of-image marker.
final class Jpeg {

    static final String SIGNATURE = "\u00ff\u00d8\u00ff";
    private static final int END = 0xFFD9;

    /// Some encoders fill up to a block after the end marker.
    private static final int MOST_PADDING = 64;

    private Jpeg() {}

    static Picture read(Window file) throws IOException, NotAPicture {
        var segment = frame(file);
        var picture = new Picture(Picture.Format.JPEG, file.u16(segment + 7), file.u16(segment + 5));
        for (long at = file.length() - 2; at > segment && at >= file.length() - MOST_PADDING; at--) {
            if (file.u16(at) == END) {
                return picture;
            }
        }
        throw new NotAPicture("the JPEG is cut short");
    }

    /// Where the start-of-frame segment begins.
    private static long frame(Window file) throws IOException, NotAPicture {
        long at = 2;
        while (true) {
            if (file.u8(at) != 0xFF) {
                throw new NotAPicture("the JPEG has no frame");
            }
            var marker = file.u8(at + 1);
            if (marker == 0xFF) {
                at++;
            } else if (startsFrame(marker)) {
                return at;
            } else {
                at += 2 + file.u16(at + 2);
            }
        }
    }

    /// C0..CF start frames, but for the tables C4 (Huffman), C8 (reserved) and CC (arithmetic).
    private static boolean startsFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
