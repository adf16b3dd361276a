package dev.darkroom.system;

import dev.darkroom.standalone.Part;

/// The services that move a generation along.
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
    };

    abstract Part of(Site site);
}
