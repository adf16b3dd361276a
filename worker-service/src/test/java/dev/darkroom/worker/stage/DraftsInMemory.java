package dev.darkroom.worker.stage;

import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.store.Drafts;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows what was written to each draft.
public final class DraftsInMemory implements Drafts {

    private final List<ByteArrayOutputStream> written = new ArrayList<>();

    @Override
    public OutputStream next() {
        written.add(new ByteArrayOutputStream());
        return written.getLast();
    }

    public List<byte[]> written() {
        return written.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    @Override
    public Outcome keep(List<@Nullable Long> seeds) {
        throw new UnsupportedOperationException("only what is written matters here");
    }

    @Override
    public void close() {}
}
