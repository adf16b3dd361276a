package dev.darkroom.worker.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Decides by a file's own bytes what it is. Nothing is decoded: the header is read, and that the file is whole.
/// Whatever is not PNG, JPEG or WebP is refused, SVG and HTML before all: they carry scripts.
///
/// @param minSide least declared pixels of a side
/// @param maxSide most declared pixels of a side
record Examination(int minSide, int maxSide) {

    Picture examine(Path path) throws IOException, NotAPicture {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var picture = read(new Window(file));
            if (!sane(picture.width()) || !sane(picture.height())) {
                throw new NotAPicture("the picture declares " + picture.width() + " x " + picture.height() + " pixels");
            }
            return picture;
        }
    }

    private static Picture read(Window file) throws IOException, NotAPicture {
        if (file.spells(0, Png.SIGNATURE)) {
            return Png.read(file);
        }
        if (file.spells(0, Jpeg.SIGNATURE)) {
            return Jpeg.read(file);
        }
        if (Webp.signs(file)) {
            return Webp.read(file);
        }
        throw new NotAPicture("the bytes are no PNG, JPEG or WebP");
    }

    private boolean sane(int side) {
        return side >= minSide && side <= maxSide;
    }
}
