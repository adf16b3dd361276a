package dev.darkroom.worker.generate;

import dev.darkroom.worker.store.Drafts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads `{"data":[{"b64_json":…}|{"url":…}]}` as it arrives: base64 is decoded straight into the draft, so that no
/// picture is ever whole in memory, let alone three times.
final class ImageList {

    /// Strings that are held in memory are short; base64 never is. Closing is the caller's: a body that is
    /// closed before its end costs the connection.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(16_384)
                    .maxNestingDepth(32)
                    .build())
            .build();

    private final Drafts drafts;
    private final int wanted;
    private final Download download;

    ImageList(Drafts drafts, int wanted, Download download) {
        this.drafts = drafts;
        this.wanted = wanted;
        this.download = download;
    }

    /// Fetches a picture that the answer only points to.
    @FunctionalInterface
    interface Download {

        void into(Drafts drafts, URI address) throws IOException, InterruptedException, UnreadableAnswer;
    }

    /// @return the seeds, one for each picture
    List<@Nullable Long> read(InputStream body) throws IOException, InterruptedException, UnreadableAnswer {
        var seeds = new ArrayList<@Nullable Long>(wanted);
        try (var json = JSON.createParser(ObjectReadContext.empty(), body)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "the answer is no JSON object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var images = json.currentName().equals("data");
                if (json.nextToken() == JsonToken.START_ARRAY && images) {
                    readImages(json, seeds);
                } else {
                    json.skipChildren();
                }
            }
        }
        expect(seeds.size() == wanted, "asked for " + wanted + " pictures, got " + seeds.size());
        return seeds;
    }

    private void readImages(JsonParser json, List<@Nullable Long> seeds)
            throws IOException, InterruptedException, UnreadableAnswer {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken() == JsonToken.START_OBJECT, "an image of the answer is no JSON object");
            expect(seeds.size() < wanted, "more than the " + wanted + " pictures asked for");
            seeds.add(readImage(json));
        }
    }

    private @Nullable Long readImage(JsonParser json) throws IOException, InterruptedException, UnreadableAnswer {
        Long seed = null;
        var painted = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            if (value == JsonToken.VALUE_STRING && !painted && name.equals("b64_json")) {
                try (var draft = drafts.next()) {
                    json.readBinaryValue(draft);
                }
                painted = true;
            } else if (value == JsonToken.VALUE_STRING && !painted && name.equals("url")) {
                download.into(drafts, address(json.getString()));
                painted = true;
            } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("seed")) {
                seed = json.getLongValue();
            } else {
                json.skipChildren();
            }
        }
        expect(painted, "an image of the answer has neither b64_json nor url");
        return seed;
    }

    private static URI address(String url) throws UnreadableAnswer {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException malformed) {
            throw new UnreadableAnswer("the answer points to no address");
        }
    }

    private static void expect(boolean met, String otherwise) throws UnreadableAnswer {
        if (!met) {
            throw new UnreadableAnswer(otherwise);
        }
    }
}
