package dev.darkroom.worker.store;

import dev.darkroom.ids.Ids;
import dev.darkroom.worker.job.StoredImage;
import dev.darkroom.worker.settings.WorkerSettings;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Keeps pictures in a directory that every worker and api-service share.
@Component
final class DirectoryImageStore implements ImageStore {

    private static final Logger log = LoggerFactory.getLogger(DirectoryImageStore.class);

    private final Shelf shelf;
    private final Examination examination;
    private final long most;
    private final Ids ids;

    DirectoryImageStore(WorkerSettings settings, Ids ids) {
        var images = settings.images();
        this.shelf = new Shelf(images.dir());
        this.examination = new Examination(images.minSide(), images.maxSide());
        this.most = images.maxSize().toBytes();
        this.ids = ids;
    }

    @Override
    public Drafts drafts() {
        return new DirectoryDrafts(shelf, examination, most, ids);
    }

    @Override
    public void remove(List<StoredImage> images) {
        clear(images.stream().map(StoredImage::storageKey).toList());
    }

    @Override
    public void clear(List<String> storageKeys) {
        try {
            shelf.remove(storageKeys);
        } catch (IOException left) {
            log.atWarn().setCause(left).log("pictures without a row stay on disk; nothing refers to them");
        }
    }
}
