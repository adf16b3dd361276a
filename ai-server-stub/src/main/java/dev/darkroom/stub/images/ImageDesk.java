package dev.darkroom.stub.images;

import dev.darkroom.stub.moderation.WordList;
import dev.darkroom.stub.painting.Brief;
import dev.darkroom.stub.painting.Painter;
import dev.darkroom.stub.wire.Answer;
import dev.darkroom.stub.wire.Json;
import dev.darkroom.stub.wire.Refusal;
import dev.darkroom.stub.wire.Request;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Answers `POST /v1/images/generations` and `GET /files/{id}.png`.
public final class ImageDesk {

    public static final String FILES = "/files/";

    private final Shelf shelf = new Shelf(300, 256L << 20);
    /// A large picture takes 20 MB while it is painted: no more of them at a time than there are cores.
    private final Semaphore easels;
    private final Supplier<RandomGenerator> chance;
    private final InstantSource clock;

    /// Opens with an empty shelf.
    ///
    /// @param easels pictures painted at the same time
    /// @param chance for the seed of orders without one, and for ids
    public ImageDesk(int easels, Supplier<RandomGenerator> chance, InstantSource clock) {
        this.easels = new Semaphore(easels);
        this.chance = chance;
        this.clock = clock;
    }

    /// Paints an order, and answers with the pictures or their addresses.
    ///
    /// @throws Refusal where the order is invalid or its prompt is not let through
    /// @throws InterruptedException while waiting for a free easel
    public Answer generate(Request request) throws InterruptedException {
        var order = ImageOrder.of(request.body());
        if (WordList.categoryOf(order.prompt()).isPresent()) {
            throw Refusal.of(
                    "Your request was rejected by the safety system: the prompt may contain text that is not allowed.",
                    null,
                    "content_policy_violation");
        }
        var seed = order.seed().orElseGet(() -> chance.get().nextLong(1L << 32));
        var pictures = new ArrayList<byte[]>();
        for (var i = 0; i < order.count(); i++) {
            pictures.add(cut(paint(order, nth(seed, i)), request));
        }
        return Answer.json(200, packed(pictures, seed, order.asUrl(), request.host()));
    }

    /// Gives a picture that was answered as an address.
    ///
    /// @throws Refusal 404 once the picture made room for newer ones
    public Answer file(Request request) {
        var id = request.path().substring(FILES.length()).replaceFirst("\\.png$", "");
        var png = shelf.get(id)
                .orElseThrow(
                        () -> Refusal.of(404, "No such file; old ones make room for new ones.", null, "not_found"));
        return Answer.png(png);
    }

    /// The pictures of one order have seeds in a row.
    private static long nth(long seed, int i) {
        return (seed + i) & 0xffff_ffffL;
    }

    private static byte[] cut(byte[] png, Request request) {
        return request.halved() ? Arrays.copyOf(png, png.length / 2) : png;
    }

    private byte[] paint(ImageOrder order, long seed) throws InterruptedException {
        easels.acquire();
        try {
            return Painter.paint(new Brief(order.prompt(), order.avoid(), order.width(), order.height(), seed))
                    .png();
        } finally {
            easels.release();
        }
    }

    private byte[] packed(List<byte[]> pictures, long seed, boolean asUrl, String host) {
        var size = pictures.stream().mapToInt(png -> png.length).sum();
        var out = new ByteArrayOutputStream(asUrl ? 512 : 512 + size / 3 * 4);
        try (var json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberProperty("created", clock.instant().getEpochSecond());
            json.writeArrayPropertyStart("data");
            for (var i = 0; i < pictures.size(); i++) {
                var png = pictures.get(i);
                json.writeStartObject();
                if (asUrl) {
                    json.writeStringProperty("url", "http://" + host + FILES + shelved(png) + ".png");
                } else {
                    json.writeBinaryProperty("b64_json", png);
                }
                json.writeNumberProperty("seed", nth(seed, i));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private String shelved(byte[] png) {
        var id = HexFormat.of().toHexDigits(chance.get().nextLong())
                + HexFormat.of().toHexDigits(chance.get().nextLong());
        shelf.put(id, png);
        return id;
    }
}
