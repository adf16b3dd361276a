package dev.darkroom.stub.images;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps the pictures that were answered as addresses. The oldest make room for new ones.
final class Shelf {

    private final int mostPictures;
    private final long mostBytes;
    private final Map<String, byte[]> pictures = new LinkedHashMap<>();
    private long bytes;

    Shelf(int mostPictures, long mostBytes) {
        this.mostPictures = mostPictures;
        this.mostBytes = mostBytes;
    }

    synchronized void put(String id, byte[] png) {
        pictures.put(id, png);
        bytes += png.length;
        var oldest = pictures.values().iterator();
        while (pictures.size() > mostPictures || (bytes > mostBytes && pictures.size() > 1)) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }

    synchronized Optional<byte[]> get(String id) {
        return Optional.ofNullable(pictures.get(id));
    }
}
