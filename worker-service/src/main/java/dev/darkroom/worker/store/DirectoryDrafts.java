package dev.darkroom.worker.store;

import dev.darkroom.contract.GenerationSnapshot.Image;
import dev.darkroom.ids.Ids;
import dev.darkroom.worker.job.Cause;
import dev.darkroom.worker.job.ErrorCode;
import dev.darkroom.worker.job.Outcome;
import dev.darkroom.worker.job.StoredImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drafts as files. Each gets its image id when it is kept: bytes, sync, name, sync of the name.
final class DirectoryDrafts implements Drafts {

    private static final Logger log = LoggerFactory.getLogger(DirectoryDrafts.class);

    private final Shelf shelf;
    private final Examination examination;
    private final long most;
    private final Ids ids;
    private final List<Draft> drafts = new ArrayList<>(1);

    DirectoryDrafts(Shelf shelf, Examination examination, long most, Ids ids) {
        this.shelf = shelf;
        this.examination = examination;
        this.most = most;
        this.ids = ids;
    }

    @Override
    public OutputStream next() {
        var draft = shelf.draft(ids.next(), most);
        drafts.add(draft);
        return draft;
    }

    @Override
    public Outcome keep(List<@Nullable Long> seeds) {
        var kept = new ArrayList<StoredImage>(drafts.size());
        try {
            var pictures = new ArrayList<Picture>(drafts.size());
            for (var draft : drafts) {
                pictures.add(examination.examine(draft.path()));
            }
            for (int i = 0; i < drafts.size(); i++) {
                kept.add(keep(drafts.get(i), pictures.get(i), seeds.get(i)));
            }
            shelf.settle(kept.stream().map(StoredImage::storageKey).toList());
            return new Outcome.Succeeded(kept);
        } catch (NotAPicture why) {
            return new Outcome.Retryable(new Cause(ErrorCode.IMAGE_UNREADABLE, String.valueOf(why.getMessage())));
        } catch (IOException refused) {
            remove(kept);
            throw new StoreUnavailable(refused);
        }
    }

    private StoredImage keep(Draft draft, Picture picture, @Nullable Long seed) throws IOException {
        var id = ids.next();
        var key = Shelf.key(id, picture.format().extension());
        draft.sync();
        shelf.put(draft.path(), key);
        draft.named();
        return new StoredImage(
                key,
                new Image(
                        id,
                        picture.format().contentType(),
                        picture.width(),
                        picture.height(),
                        draft.size(),
                        draft.sha256Hex(),
                        seed));
    }

    private void remove(List<StoredImage> kept) {
        try {
            shelf.remove(kept.stream().map(StoredImage::storageKey).toList());
        } catch (IOException left) {
            log.atWarn().setCause(left).log("pictures of a failed attempt stay on disk; nothing refers to them");
        }
    }

    @Override
    public void close() {
        for (var draft : drafts) {
            try {
                draft.release();
            } catch (IOException left) {
                log.atWarn().setCause(left).log("a draft stays on disk; nothing refers to it");
            }
        }
    }
}
