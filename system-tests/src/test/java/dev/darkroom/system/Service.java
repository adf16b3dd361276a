package dev.darkroom.system;

import dev.darkroom.standalone.Part;

/// The services of which there may be several.
enum Service {
    API {
        @Override
        Part of(Site site) {
            return site.apiService();
        }
    },
    WORKER {
        @Override
        Part of(Site site) {
            return site.worker();
        }
    },
    NOTIFIER {
        @Override
        Part of(Site site) {
            return site.notifierService();
        }
    };

    abstract Part of(Site site);
}
